import { placeOf, queriesFor } from "./route-matrix/addresses.ts";
import { askAs, faultsOf, outcomeOf } from "./route-matrix/answers.ts";
import { consolePaths } from "./route-matrix/doors.ts";
import {
  needOfDoor,
  needOfPage,
  outcomeOfPage,
  staleEntries,
} from "./route-matrix/expectations.ts";
import { builtActions, builtRoutes } from "./route-matrix/manifests.ts";
import { inParallel } from "./route-matrix/raw-request.ts";
import { pageRequests } from "./route-matrix/request-kinds.ts";
import { makeWorld, type World } from "./route-matrix/world.ts";
import { expect, test } from "./support/fixtures.ts";

/**
 * Nothing that authorizes depends on Next's routing: every route of the build, as everybody, in
 * every way in which a browser asks for a page. What is not in the tables of
 * route-matrix/expectations.ts fails, so that a new page says who may open it.
 */
test.describe.configure({ mode: "default", timeout: 120_000 });

/** Parameters that name an object of a tenant. */
const objectParams = new Set(["domain", "provider", "user"]);
/** A mail's text stands in the answer to an action, not on a page. */
const seenElsewhere: string[] = ["mail text"];

let world: World;
test.beforeAll(async ({ installation }) => {
  world = await makeWorld(installation);
});
test.afterAll(() => world.close());

test("the tables of the matrix name what the build has, and nothing else", () => {
  const routes = builtRoutes();
  for (const { route } of routes) expect(needOfPage(route)).toBeTruthy();
  for (const path of consolePaths()) expect(needOfDoor(path)).toBeTruthy();
  const actions = builtActions().map(({ name }) => name);
  expect(
    staleEntries(
      routes.map(({ route }) => route),
      consolePaths(),
      actions,
    ),
  ).toEqual([]);
  expect(routes.length).toBeGreaterThan(25);
});

test("every page, as everybody, as HTML, RSC request and prefetch, opens for whom it should", async () => {
  const cases = [];
  for (const built of builtRoutes()) {
    const place = placeOf(built, world, world.mine.slug);
    const requests = await pageRequests(place);
    for (const subject of world.subjects) {
      for (const request of requests) cases.push({ built, subject, request });
    }
  }
  const problems = await inParallel(cases, async ({ built, subject, request }) => {
    const answer = await askAs(world, subject, request);
    const faults = faultsOf(world, subject, request, answer);
    const expected = outcomeOfPage(subject, built.route);
    const found = outcomeOf(answer);
    // A prefetch may stop before the page; an address that is gone has Next's own page there.
    const tells =
      request.kind === "HTML" ||
      (request.kind.startsWith("RSC") && needOfPage(built.route) !== "gone");
    if (built.isPage && tells && found !== expected) faults.push(`is ${found}, not ${expected}`);
    return faults.map((fault) => `${built.route}, ${request.kind}, as ${subject.name}: ${fault}`);
  });
  expect(problems.flat()).toEqual([]);
});

test("the foreign admin's own screens show nothing of the tenant, whatever their address names", async () => {
  const [stranger] = world.subjects.filter(({ kind }) => kind === "foreign");
  if (!stranger) throw new Error("nobody is foreign");
  const cases = [];
  for (const built of builtRoutes().filter(({ route }) => !route.startsWith("/_"))) {
    const place = placeOf(built, world, world.theirs.slug);
    const names = Object.keys(place.params).some((name) => objectParams.has(name));
    for (const query of ["", ...queriesFor(world)]) {
      const path = query === "" ? place.path : `${place.path}?${query}`;
      // One document, and one request of Next's client code.
      const [html, rsc] = await pageRequests({ ...place, path });
      for (const request of [html, rsc]) if (request) cases.push({ built, names, request });
    }
  }
  const problems = await inParallel(cases, async ({ built, names, request }) => {
    const answer = await askAs(world, stranger, request);
    const faults = faultsOf(world, stranger, request, answer);
    const found = outcomeOf(answer);
    // There, as here, an object of somebody else is no object at all.
    if (names && found !== "not found") faults.push(`is ${found}, not "not found"`);
    return faults.map((fault) => `${built.route}, ${request.kind}, ${request.path}: ${fault}`);
  });
  expect(problems.flat()).toEqual([]);
});

test("every canary is where somebody may read it, so that none is missed for not being there", async () => {
  const operator = world.subjects.find(({ kind }) => kind === "operator");
  if (!operator) throw new Error("nobody operates");
  const texts: string[] = [];
  for (const built of builtRoutes().filter(({ isPage }) => isPage)) {
    const { path } = placeOf(built, world, world.mine.slug);
    for (const query of ["", `?peek=${world.objects.event}`, `?peek=${world.objects.mail}`]) {
      texts.push((await askAs(world, operator, { path: `${path}${query}` })).text);
    }
  }
  const unseen = world.canaries.all.filter(
    ({ text }) => !texts.some((page) => page.includes(text)),
  );
  expect(unseen.map(({ place }) => place)).toEqual(seenElsewhere);
});
