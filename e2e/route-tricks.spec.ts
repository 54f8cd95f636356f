import { placeOf } from "./route-matrix/addresses.ts";
import { askAs, faultsOf, outcomeOf } from "./route-matrix/answers.ts";
import { consolePaths } from "./route-matrix/doors.ts";
import {
  needOfDoor,
  type Outcome,
  outcomeFor,
  outcomeOfPage,
} from "./route-matrix/expectations.ts";
import { builtRoutes } from "./route-matrix/manifests.ts";
import { inParallel } from "./route-matrix/raw-request.ts";
import { trickHeaders, trickPaths } from "./route-matrix/tricks.ts";
import { makeWorld, type World } from "./route-matrix/world.ts";
import { expect, test } from "./support/fixtures.ts";

/** Around the routes of the matrix: requests that try to reach a page past its address or its checks. */
test.describe.configure({ mode: "default", timeout: 120_000 });

const protectedRoutes = [
  "/account",
  "/platform/tenants",
  "/t/[tenant]/users",
  "/t/[tenant]/users/[user]",
];

const statusOf = {
  open: 200,
  forbidden: 403,
  "not found": 404,
  "sign in": 401,
} as const satisfies Record<Outcome, number>;

let world: World;
test.beforeAll(async ({ installation }) => {
  world = await makeWorld(installation);
});
test.afterAll(() => world.close());

/** Each protected route with everybody to whom it is closed. */
function closed() {
  return builtRoutes()
    .filter(({ route }) => protectedRoutes.includes(route))
    .flatMap((built) => {
      const { path } = placeOf(built, world, world.mine.slug);
      return world.subjects
        .map((subject) => ({ path, subject, expected: outcomeOfPage(subject, built.route) }))
        .filter(({ expected }) => expected !== "open");
    });
}

test("no header opens a page that is closed", async () => {
  const cases = closed().flatMap((each) =>
    trickHeaders(each.path).map((headers) => ({ ...each, headers })),
  );
  expect(cases.length).toBeGreaterThan(500);
  const problems = await inParallel(cases, async ({ path, subject, expected, headers }) => {
    const request = { path, headers };
    const answer = await askAs(world, subject, request);
    const faults = faultsOf(world, subject, request, answer);
    const found = outcomeOf(answer);
    // Next's client code is answered with a payload, or led to the address with the right `_rsc`.
    if (!("rsc" in headers) && found !== expected) faults.push(`is ${found}, not ${expected}`);
    return faults.map(
      (fault) => `${path}, ${JSON.stringify(headers)}, as ${subject.name}: ${fault}`,
    );
  });
  expect(problems.flat()).toEqual([]);
});

test("no other way to write its address opens a page that is closed", async () => {
  const cases = closed().flatMap((each) =>
    trickPaths(each.path).map((written) => ({ ...each, written })),
  );
  const problems = await inParallel(cases, async ({ subject, written }) => {
    const request = { path: written };
    const answer = await askAs(world, subject, request);
    const faults = faultsOf(world, subject, request, answer);
    if (outcomeOf(answer) === "open" && answer.status !== 307)
      faults.push(
        `answers ${answer.status} ${answer.headers["content-type"]} ${answer.text.slice(0, 150)}`,
      );
    const location = answer.headers["location"] ?? "/";
    if (!/^\/(?![/\\])/.test(location) && !location.startsWith(`${world.baseUrl}/`)) {
      faults.push(`leads to ${location}`);
    }
    return faults.map((fault) => `${written} as ${subject.name}: ${fault}`);
  });
  expect(problems.flat()).toEqual([]);
});

test("what the console's scripts ask for beside the pages opens for whom it should", async () => {
  const cases = consolePaths().flatMap((door) =>
    world.subjects.map((subject) => ({ door, subject })),
  );
  const problems = await inParallel(cases, async ({ door, subject }) => {
    const request = { path: door.replace(":slug", world.mine.slug), firstChunkOnly: true };
    const answer = await askAs(world, subject, request);
    const faults = faultsOf(world, subject, request, answer);
    const outcome = outcomeFor(subject, needOfDoor(door));
    // A door that names no tenant is about the caller's own.
    const isOwn = !door.includes(":slug") && outcome === "not found";
    const expected = statusOf[isOwn ? "forbidden" : outcome];
    if (answer.status !== expected) faults.push(`answers ${answer.status}, not ${expected}`);
    return faults.map((fault) => `${door} as ${subject.name}: ${fault}`);
  });
  expect(problems.flat()).toEqual([]);
});
