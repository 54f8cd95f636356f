import { randomBytes, randomUUID } from "node:crypto";
import postgres from "postgres";
import { attachEmbedded } from "#db/embedded.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { builtInRoles, type TenantRole } from "#domain/kernel/permissions.ts";
import { newTenantToken } from "#domain/kernel/tenant-token.ts";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import { type Installation, record } from "#e2e/support/installation.ts";
import { sha256 } from "#platform/hash.ts";
import { type Canaries, makeCanaries } from "./canaries.ts";
import { type Objects, plant } from "./plant.ts";

/** Who asks. Those without a session differ in what their browser carries instead. */
export type Subject =
  | { name: string; kind: "role"; role: TenantRole; cookie: string }
  | { name: string; kind: "foreign"; cookie: string }
  | { name: string; kind: "operator"; cookie: string }
  | { name: string; kind: "nobody"; cookie: string | null };

export type World = {
  baseUrl: string;
  sql: postgres.Sql;
  subjects: readonly Subject[];
  canaries: Canaries;
  /** The tenant that everything is about: it holds the canaries. */
  mine: { slug: string; id: string };
  /** The tenant of the foreign admin. */
  theirs: { slug: string; id: string };
  objects: Objects;
  close(): Promise<void>;
};

const sessionStates = { active: "1 hour", pending: "1 hour", ended: "-1 hour" } as const;

/** Two tenants, somebody of every role, a foreign admin, the operator, and those who are nobody. */
export async function makeWorld(installation: Installation): Promise<World> {
  const { product } = installation;
  const urls = await attachEmbedded({ dataDir: product.dataDir });
  if (!urls) throw new Error("the product's database does not answer");
  const sql = postgres(urls.ownerUrl, { max: 2, onnotice: () => {} });
  const canaries = makeCanaries();
  const mine = await newTenant(installation, sql, canaries.of("tenant name"));
  const theirs = await newTenant(installation, sql, "Another tenant");
  const cookieOf = async (
    tenantId: string,
    userId: string,
    state: keyof typeof sessionStates = "active",
  ) => {
    const token = newTenantToken(tenantId).reveal();
    await sql`
      insert into sessions (tenant_id, id, user_id, token_hash, state, aal, method, address,
                            user_agent, expires_at)
      values (${tenantId}, ${randomUUID()}, ${userId}, ${sha256(token)},
              ${state === "pending" ? "pending" : "active"}, 1, 'password', '198.18.9.9', 'matrix',
              now() + ${sessionStates[state]}::interval)`;
    return `${SESSION_COOKIE}=${token}`;
  };

  const subjects: Subject[] = [];
  for (const role of Object.keys(builtInRoles)) {
    if (!isTenantRole(role)) continue;
    const id = await newPerson(installation, mine.slug, role);
    subjects.push({ name: role, kind: "role", role, cookie: await cookieOf(mine.id, id) });
  }
  const stranger = await newPerson(installation, theirs.slug, "admin");
  const [operator] = await sql<{ id: string }[]>`
    select id from users where tenant_id = ${PLATFORM_TENANT_ID} order by created_at limit 1`;
  if (!operator) throw new Error("there is no operator");
  const late = await newPerson(installation, mine.slug, "admin");
  subjects.push(
    { name: "a foreign admin", kind: "foreign", cookie: await cookieOf(theirs.id, stranger) },
    {
      name: "an operator",
      kind: "operator",
      cookie: await cookieOf(PLATFORM_TENANT_ID, operator.id),
    },
    { name: "nobody", kind: "nobody", cookie: null },
    {
      name: "an admin who owes a factor",
      kind: "nobody",
      cookie: await cookieOf(mine.id, late, "pending"),
    },
    {
      name: "an admin whose session ended",
      kind: "nobody",
      cookie: await cookieOf(mine.id, late, "ended"),
    },
    {
      name: "a forged session",
      kind: "nobody",
      cookie: `${SESSION_COOKIE}=${newTenantToken(mine.id).reveal()}`,
    },
  );
  const rival = await newTenant(installation, sql, "A tenant that asks for a domain");
  const objects = await plant({ installation, sql, canaries, tenant: mine, rivalId: rival.id });
  const close = () => sql.end({ timeout: 5 });
  return { baseUrl: product.baseUrl, sql, subjects, canaries, mine, theirs, objects, close };
}

function isTenantRole(name: string): name is TenantRole {
  return Object.hasOwn(builtInRoles, name);
}

async function newTenant(installation: Installation, sql: postgres.Sql, name: string) {
  const slug = `m-${randomBytes(5).toString("hex")}`;
  await installation.rest("/v1/tenants", { json: { slug, name } });
  const [row] = await sql<{ id: string }[]>`select id from tenants where slug = ${slug}`;
  if (!row) throw new Error("the tenant was not written");
  return { slug, id: row.id };
}

async function newPerson(installation: Installation, slug: string, role: string): Promise<string> {
  const email = `${role}-${randomBytes(4).toString("hex")}@${slug}.example`;
  const json = { email, name: `The ${role}`, roles: [role] };
  const user = record(await installation.rest(`/v1/tenants/${slug}/users`, { json }));
  return String(user["id"]);
}
