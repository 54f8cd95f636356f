import { setTimeout as sleep } from "node:timers/promises";
import { callApi } from "#e2e/support/api.ts";
import { type Installation, type ProviderKind, record } from "#e2e/support/installation.ts";
import type { Person, TestTenant } from "#e2e/support/new-tenant.ts";
import type { Ledger } from "./ledger.ts";
import { signInByPassword, signInByProvider } from "./visitor.ts";

export type Workload = { stop(): Promise<void> };

type Step = () => Promise<void>;

const kinds: readonly ProviderKind[] = ["google", "azure-ad", "oidc"];
let names = 0;

/** Sign-ins by password and through providers, and admins' writes, all at once until stopped. */
export function startWorkload(
  installation: Installation,
  { people, tenants, ledger }: { people: Person[]; tenants: TestTenant[]; ledger: Ledger },
): Workload {
  const stopping = new AbortController();
  const steps = [
    passwordSignIns(installation, people, ledger),
    ...tenants.map((tenant) => providerSignIns(installation, tenant, ledger)),
    ...tenants.map((tenant) => adminWrites(installation, tenant.slug, ledger)),
  ];
  const running = steps.map(async (step) => {
    while (!stopping.signal.aborted) {
      // A request that a crash cut off was not acknowledged: whatever became of it is right.
      await step().catch(() => sleep(20));
    }
  });
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

function passwordSignIns({ product }: Installation, people: Person[], ledger: Ledger): Step {
  return async () => {
    const person = people.shift();
    if (person === undefined) throw new Error("nobody left");
    people.push(person);
    const answer = await signInByPassword(product.baseUrl, person);
    if (answer.session !== null) {
      ledger.sessions.push({ cookie: answer.session, email: person.email });
      ledger.requestIds.push(answer.requestId);
    } else if (answer.status !== 503) {
      ledger.wrongAnswers.push(`a password sign-in answered ${answer.status}`);
    } else await sleep(20);
  };
}

function providerSignIns({ product }: Installation, tenant: TestTenant, ledger: Ledger): Step {
  let turn = 0;
  return async () => {
    turn += 1;
    const kind = kinds[turn % kinds.length] ?? "oidc";
    const person = tenant.people[turn % tenant.people.length] ?? tenant.person;
    const { session } = await signInByProvider(product.baseUrl, { kind, email: person.email });
    if (session !== null) ledger.sessions.push({ cookie: session, email: person.email });
  };
}

/** One admin: creates people and domains, changes some and removes some, and renames the tenant. */
function adminWrites({ product, credential: token }: Installation, slug: string, ledger: Ledger) {
  const base = `/v1/tenants/${slug}`;
  const write = async (method: "POST" | "PATCH" | "DELETE", path: string, json?: object) => {
    const body = json === undefined ? {} : { json };
    const answer = await callApi(new URL(path, product.baseUrl), { method, token, ...body });
    if (answer.status === 503) throw new Error("unavailable");
    if (answer.status >= 300) {
      ledger.wrongAnswers.push(`${method} ${path} answered ${answer.status}: ${answer.text}`);
      throw new Error("refused");
    }
    ledger.requestIds.push(answer.headers.get("x-request-id") ?? "none");
    return record(answer.json);
  };
  /** While a change is under way nothing is known of its object, and nothing if it is cut off. */
  const change = async <State>(
    known: Map<string, State>,
    key: string,
    state: State,
    work: () => Promise<unknown>,
  ) => {
    known.delete(key);
    await work();
    known.set(key, state);
  };
  return async () => {
    names += 1;
    const name = `${slug}-${names}`;
    const user = await write("POST", `${base}/users`, { email: `${name}@${slug}.example`, name });
    const id = String(user["id"]);
    ledger.users.set(id, "active");
    const { users, domains } = ledger;
    const at = `${base}/users/${id}`;
    await change(users, id, "suspended", () => write("POST", `${at}/suspend`));
    if (names % 2 === 0) {
      await change(users, id, "active", () => write("POST", `${at}/restore`));
      await change(users, id, "gone", () => write("DELETE", at));
    }
    const domain = `${name}.example`;
    await change(domains, domain, "there", () =>
      write("POST", `${base}/domains`, { domain, vouch: "for a test" }),
    );
    if (names % 2 === 0) {
      await change(domains, domain, "gone", () => write("DELETE", `${base}/domains/${domain}`));
    }
    await write("PATCH", base, { name });
  };
}
