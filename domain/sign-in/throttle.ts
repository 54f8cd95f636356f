import { type AuditAction, writeAudit } from "#domain/kernel/audit.ts";
import { PLATFORM_TENANT_ID, type RequestInfo, systemContext } from "#domain/kernel/context.ts";
import { addressBucket } from "#platform/client-address.ts";
import { log } from "#platform/log.ts";
import { rateLimit } from "#platform/rate-limit.ts";

type Throttled = Extract<
  AuditAction,
  "sign_in.discover" | "sign_in.resolve" | "sign_in.password" | "user.request_password_reset"
>;

const MINUTE = 60;

/** Tries a minute from one address, an IPv6 one counted by its /64. */
const limits = {
  "sign_in.discover": rateLimit("discover", { points: 30, durationSeconds: MINUTE }),
  "sign_in.resolve": rateLimit("resolve", { points: 10, durationSeconds: MINUTE }),
  "sign_in.password": rateLimit("password-address", { points: 10, durationSeconds: MINUTE }),
  "user.request_password_reset": rateLimit("reset-address", { points: 5, durationSeconds: MINUTE }),
} as const satisfies Record<Throttled, unknown>;

const accountLimit = rateLimit("password-account", { points: 10, durationSeconds: 15 * MINUTE });
/** A callback without a sign-in before it is free to call: it must not fill the audit log. */
const strayLimit = rateLimit("stray-failures", { points: 10, durationSeconds: MINUTE });
/** One event a minute for each limited caller: a flood must not become a flood of events. */
const eventLimit = rateLimit("limit-events", { points: 1, durationSeconds: MINUTE });

/** Whether the caller's address may try once more. Counted before any other work, never by domain. */
export async function addressMayTry(action: Throttled, request: RequestInfo): Promise<boolean> {
  const bucket = addressBucket(request.address);
  const { allowed } = await limits[action].take(bucket);
  if (!allowed) await noteLimit(action, bucket, request);
  return allowed;
}

/** Whether this account may be tried once more, whoever tries, and whether or not it exists. */
export async function accountMayBeTried(address: string, request: RequestInfo): Promise<boolean> {
  const { allowed } = await accountLimit.take(address);
  if (!allowed) await noteLimit("sign_in.password", `account ${address}`, request);
  return allowed;
}

/** Whether one more failure that nobody's sign-in led to may be recorded for this address. */
export async function strayFailureMayBeRecorded(request: RequestInfo): Promise<boolean> {
  const { allowed } = await strayLimit.take(addressBucket(request.address));
  return allowed;
}

async function noteLimit(action: Throttled, key: string, request: RequestInfo): Promise<void> {
  const { allowed } = await eventLimit.take(`${action} ${key}`);
  if (!allowed) return;
  const target = { kind: "address", id: request.address, name: request.address };
  const ctx = systemContext("sign-in", PLATFORM_TENANT_ID, request);
  await writeAudit(ctx, [{ action, target, outcome: "denied", reason: "rate_limited" }]).catch(
    (error: unknown) => log.error({ err: error, action }, "a rate limit could not be audited"),
  );
}
