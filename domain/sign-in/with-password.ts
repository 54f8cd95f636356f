import { and, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { tenants } from "#db/schema/tenants.ts";
import { loginEmails, users } from "#db/schema/users.ts";
import { PLATFORM_TENANT_ID, type RequestInfo, systemContext } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { type EmailAddress, parseEmailAddress } from "#domain/login-domains/email-address.ts";
import { type StartedSession, startSession } from "#domain/sessions/start.ts";
import { keyedHash } from "#platform/hash.ts";
import { verifyPassword } from "#platform/password.ts";
import { record } from "./record-failure.ts";
import { accountMayBeTried, addressMayTry } from "./throttle.ts";

const LONGEST_PASSWORD = 512;

/**
 * Signs a person in by password. Out: the session, or null for every failure alike: no such person,
 * wrong password, none set, suspended, a tenant that enforces SSO, too many tries. Someone unknown
 * costs the same statements and the same hash as someone known.
 * Throws `unavailable` when the database is away, or too many passwords wait to be checked.
 */
export async function signInWithPassword(
  input: { email: unknown; password: unknown; replaces?: string | undefined },
  request: RequestInfo,
): Promise<StartedSession | null> {
  if (!(await addressMayTry("sign_in.password", request))) return null;
  const email = parseEmailAddress(input.email);
  const { password } = input;
  const presentable = typeof password === "string" && password.length <= LONGEST_PASSWORD;
  if (!email || !presentable || password === "") return null;
  if (!(await accountMayBeTried(email.address, request))) return null;
  const person = await findPerson(email.address);
  const matches = await verify(person?.passwordHash ?? null, password);
  const reason = refusalReason(person, matches);
  if (!person || reason) {
    await recordRefusal(person, email, reason ?? "unknown_user", request);
    return null;
  }
  const session = await start(person, input.replaces, request);
  if (!session) await recordRefusal(person, email, "changed_meanwhile", request);
  return session;
}

type Person = NonNullable<Awaited<ReturnType<typeof findPerson>>>;

async function findPerson(address: EmailAddress) {
  try {
    const [row] = await database()
      .select({
        tenantId: users.tenantId,
        userId: users.id,
        status: users.status,
        passwordHash: users.passwordHash,
        tenantStatus: tenants.status,
        ssoEnforced: tenants.ssoEnforced,
      })
      .from(loginEmails)
      .innerJoin(
        users,
        and(eq(users.tenantId, loginEmails.tenantId), eq(users.id, loginEmails.userId)),
      )
      .innerJoin(tenants, eq(tenants.id, users.tenantId))
      .where(eq(loginEmails.email, address))
      .prepare("sign_in_person")
      .execute();
    return row;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

async function verify(hash: string | null, password: string): Promise<boolean> {
  try {
    return await verifyPassword(hash, password);
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

function refusalReason(person: Person | undefined, matches: boolean): string | null {
  if (!person) return "unknown_user";
  if (!matches) return person.passwordHash === null ? "no_password" : "wrong_password";
  if (person.status !== "active") return "user_suspended";
  if (person.tenantStatus !== "active") return "tenant_suspended";
  return person.ssoEnforced ? "sso_enforced" : null;
}

async function start(
  person: Person,
  replaces: string | undefined,
  request: RequestInfo,
): Promise<StartedSession | null> {
  try {
    return await startSession(systemContext("sign-in", person.tenantId, request), {
      userId: person.userId,
      method: "password",
      providerName: null,
      issuer: null,
      loginDomain: null,
      replaces,
    });
  } catch (error) {
    // Suspended between the check and the session: a failure like any other.
    if (error instanceof GatehouseError && error.code === "conflict") return null;
    throw error;
  }
}

async function recordRefusal(
  person: Person | undefined,
  email: { address: EmailAddress; domain: string },
  reason: string,
  request: RequestInfo,
): Promise<void> {
  // Whoever types an address is nobody yet: the log gets its domain, and the id of whose it is.
  const id = person?.userId ?? keyedHash("unknown-user", email.address);
  const target = { kind: "user", id, name: email.domain };
  const outcome = "failure";
  await record(person?.tenantId ?? PLATFORM_TENANT_ID, request, {
    action: "sign_in.password",
    target,
    outcome,
    reason,
  });
}
