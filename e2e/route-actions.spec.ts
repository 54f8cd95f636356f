import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { builtInRoles, type Permission } from "#domain/kernel/permissions.ts";
import { emptyForm, workingForm } from "./route-matrix/action-forms.ts";
import { type ActionForm, answerOf, plainPost, scriptedPost } from "./route-matrix/action-posts.ts";
import { placeOf } from "./route-matrix/addresses.ts";
import { askAs, faultsOf } from "./route-matrix/answers.ts";
import { type Binding, bindingOf } from "./route-matrix/bindings.ts";
import { databaseDigest } from "./route-matrix/digest.ts";
import { type Need, needOfAction, type Outcome, outcomeFor } from "./route-matrix/expectations.ts";
import { type BuiltAction, builtActions, builtRoutes } from "./route-matrix/manifests.ts";
import { inParallel } from "./route-matrix/raw-request.ts";
import type { Place } from "./route-matrix/request-kinds.ts";
import { makeWorld, type Subject, type World } from "./route-matrix/world.ts";
import { expect, test } from "./support/fixtures.ts";

/**
 * Every server action of the build, posted with its real id as everybody: by a page's script and as
 * a plain form, to a page that carries it and to one that does not. Refused posts carry a form that
 * would work, and the database is compared afterwards.
 */
test.describe.configure({ mode: "default", timeout: 120_000 });

type Known = { action: BuiltAction; binding: Binding | null; need: Need; operation: Need };

const codes = {
  "sign in": "unauthenticated",
  forbidden: "forbidden",
  "not found": "not_found",
  open: "",
} as const satisfies Record<Outcome, string>;

let world: World;
let actions: Known[];

test.beforeAll(async ({ installation }) => {
  world = await makeWorld(installation);
  actions = [];
  for (const action of builtActions()) {
    const binding = await bindingOf(action);
    actions.push({ action, binding, ...needOfAction(action.file, action.exportedName) });
  }
});
test.afterAll(() => world.close());

test("every action needs what the matrix says of it, and its operation asks for just that", () => {
  const bound = actions.filter(({ binding }) => binding !== null);
  expect(
    bound
      .filter(({ binding, operation }) => binding?.permission !== operation)
      .map(
        ({ action, binding, operation }) =>
          `${action.name}: ${binding?.permission}, not ${operation}`,
      ),
  ).toEqual([]);
  expect(bound.length).toBeGreaterThan(35);
});

test("an action is refused to whoever may not call it, and changes nothing", async () => {
  const cases = actions.flatMap((known) =>
    world.subjects
      .filter((subject) => outcomeFor(subject, known.need) !== "open")
      .flatMap((subject) =>
        postsOf(known, world.mine.slug, workingForm(known.action, known.binding, world)).map(
          (post) => ({ known, subject, ...post }),
        ),
      ),
  );
  expect(cases.length).toBeGreaterThan(500);
  const before = await digestOfAll();
  const problems = await inParallel(
    cases,
    async ({ known, subject, kind, request, isScripted }) => {
      const answer = await askAs(world, subject, request);
      const faults = faultsOf(world, subject, request, answer);
      const said = answerOf(answer.text, answer.headers);
      // A page that does not carry an action has Next answer that there is none.
      const isUnknown = kind === "scripted, elsewhere" && said.code === "none";
      if (isScripted && !isUnknown) faults.push(...wrongRefusal(known, subject, said));
      return faults.map((fault) => `${known.action.name}, ${kind}, as ${subject.name}: ${fault}`);
    },
  );
  expect(problems.flat()).toEqual([]);
  expect(await digestOfAll()).toEqual(before);
});

test("the foreign admin's own tenant is no door to the objects of another one", async () => {
  const stranger = subjectOf("foreign");
  const before = await databaseDigest(world.sql, [world.mine.id]);
  const admins: readonly Permission[] = builtInRoles.admin;
  const problems = [];
  for (const known of actions.filter(({ binding }) => binding !== null)) {
    const form = workingForm(known.action, known.binding, world);
    for (const { kind, request, isScripted } of postsOf(known, world.theirs.slug, form)) {
      const answer = await askAs(world, stranger, request);
      const { code, message } = answerOf(answer.text, answer.headers);
      const faults = faultsOf(world, stranger, request, answer);
      const isHeld = admins.some((held) => held === known.need);
      const isUnknown = kind === "scripted, elsewhere" && code === "none";
      if (
        isScripted &&
        !isUnknown &&
        !isHeld &&
        !isRefusal("forbidden", known.binding, code, message)
      ) {
        faults.push(`answers ${code} ${message}`);
      }
      problems.push(...faults.map((fault) => `${known.action.name}, ${kind}: ${fault}`));
    }
  }
  expect(problems).toEqual([]);
  const { tenants: _, ...after } = await databaseDigest(world.sql, [world.mine.id]);
  expect(before).toMatchObject(after);
});

test("a post that does not come from a page of this site goes no further", async () => {
  const before = await digestOfAll();
  const operator = subjectOf("operator");
  const sites = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: `${world.baseUrl}.evil.example` },
    { origin: "" },
    { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  ];
  const problems = [];
  for (const known of actions) {
    const form = workingForm(known.action, known.binding, world);
    for (const { kind, request } of postsOf(known, world.mine.slug, form)) {
      for (const headers of sites) {
        const sent = { ...request, headers: { ...request.headers, ...headers } };
        const { status } = await askAs(world, operator, sent);
        if (status !== 403)
          problems.push(`${known.action.name}, ${kind}, ${headers.origin}: ${status}`);
      }
    }
  }
  expect(problems).toEqual([]);
  expect(await digestOfAll()).toEqual(before);
});

test("an action answers whoever may call it", async () => {
  const cases = actions
    // A new platform's credential would end the one that the other tests act with.
    .filter(({ need }) => need !== "public" && need !== "credential.create")
    .flatMap((known) =>
      world.subjects
        .filter((subject) => outcomeFor(subject, known.need) === "open")
        .map((subject) => ({ known, subject })),
    );
  const problems = [];
  for (const { known, subject } of cases) {
    // Deleting asks for nothing but the tenant, so it is asked for one that is not there.
    const isDeletion = known.need === "tenant.delete";
    const slug = isDeletion ? "nowhere" : world.mine.slug;
    const isOwn = known.need.startsWith("account.");
    const [post] = postsOf(known, isOwn ? "" : slug, emptyForm(known.binding));
    if (!post) continue;
    const answer = await askAs(world, subject, post.request);
    const { code, message } = answerOf(answer.text, answer.headers);
    const refused = ["forbidden", "unauthenticated"].includes(code);
    const lost = !isDeletion && message === "There is no such tenant.";
    if (answer.status !== 200 || refused || lost || code === "internal") {
      problems.push(`${known.action.name} as ${subject.name}: ${answer.status} ${code} ${message}`);
    }
  }
  expect(problems).toEqual([]);
});

type Post = { kind: string; request: ReturnType<typeof scriptedPost>; isScripted: boolean };

/** The ways to post an action: by script and without, to a page of its own and to another one. */
function postsOf({ action, binding }: Known, slug: string, fields: ActionForm): Post[] {
  const form = binding !== null && slug !== "" ? { ...fields, _tenant: slug } : fields;
  const home = pageOf(action);
  const account: Place = { appPath: "/(account)/account/page", params: {}, path: "/account" };
  return [
    { kind: "scripted", request: scriptedPost(action.id, home, form), isScripted: true },
    { kind: "plain", request: plainPost(action.id, home, form), isScripted: false },
    {
      kind: "scripted, elsewhere",
      request: scriptedPost(action.id, account, form),
      isScripted: true,
    },
    { kind: "plain, elsewhere", request: plainPost(action.id, account, form), isScripted: false },
  ];
}

function pageOf(action: BuiltAction): Place {
  const route = builtRoutes().find(({ appPath }) => appPath === action.pages[0]);
  if (!route) throw new Error(`${action.name} is on no page of the build`);
  return placeOf(route, world, world.mine.slug);
}

function wrongRefusal(
  { binding, need }: Known,
  subject: Subject,
  { code, message }: { code: string; message: string },
): string[] {
  const outcome = outcomeFor(subject, need);
  // What names no tenant is about the caller's own, where a stranger is known.
  const expected = binding === null && outcome === "not found" ? "forbidden" : outcome;
  if (isRefusal(expected, binding, code, message)) return [];
  return [`answers ${code} "${message}", not ${codes[expected]}`];
}

function isRefusal(
  outcome: Outcome,
  binding: Binding | null,
  code: string,
  message: string,
): boolean {
  if (outcome === "sign in") {
    return (
      code === "unauthenticated" || (code === "redirect" && message.startsWith("/auth/msp/signin?"))
    );
  }
  // Of many at once each is refused by itself.
  if (binding?.isBulk) return code === "conflict" && message.startsWith("0 of 1 done.");
  if (binding === null) return message.startsWith("This needs the permission");
  return code === codes[outcome];
}

function subjectOf(kind: Subject["kind"]): Subject {
  const found = world.subjects.find((subject) => subject.kind === kind);
  if (!found) throw new Error(`nobody is ${kind}`);
  return found;
}

async function digestOfAll(): Promise<Record<string, string>> {
  return await databaseDigest(world.sql, [world.mine.id, world.theirs.id, PLATFORM_TENANT_ID]);
}
