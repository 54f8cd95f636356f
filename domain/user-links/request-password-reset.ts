import { and, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { enqueue } from "#db/queue.ts";
import { tenants } from "#db/schema/tenants.ts";
import { loginEmails } from "#db/schema/users.ts";
import { type RequestInfo, systemContext } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { parseEmailAddress } from "#domain/login-domains/email-address.ts";
import { addressMayTry } from "#domain/sign-in/throttle.ts";
import { rateLimit } from "#platform/rate-limit.ts";
import { sendPasswordReset } from "./send-password-reset.ts";

/** A mailbox is not to be flooded, whoever asks, and whether or not it is anybody's. */
const mailboxLimit = rateLimit("reset-mailbox", { points: 3, durationSeconds: 15 * 60 });

/**
 * Takes a request for a new password. It only puts a job into the queue, so that a known and an
 * unknown address cost the same and are answered the same: whose it is, is looked up later.
 * Throws `unavailable` when the database is away.
 */
export async function requestPasswordReset(rawEmail: unknown, request: RequestInfo): Promise<void> {
  if (!(await addressMayTry("user.request_password_reset", request))) return;
  const email = parseEmailAddress(rawEmail);
  if (!email || !(await mailboxLimit.take(email.address)).allowed) return;
  const { requestId, address } = request;
  const data = { email: email.address, requestId, address };
  try {
    await database().transaction((tx) => enqueue(tx, [{ name: "send-password-reset", data }]));
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** The job: mails the link to whoever signs in with that address by a password, and else nobody. */
export async function sendRequestedReset(asked: {
  email: string;
  requestId: string;
  address: string;
}): Promise<void> {
  const { email, requestId, address } = asked;
  const [person] = await database()
    .select({ tenantId: loginEmails.tenantId, userId: loginEmails.userId })
    .from(loginEmails)
    .innerJoin(tenants, eq(tenants.id, loginEmails.tenantId))
    .where(
      and(
        eq(loginEmails.email, email),
        eq(tenants.status, "active"),
        // No password signs in there, so a new one would only mislead.
        eq(tenants.ssoEnforced, false),
      ),
    );
  if (!person) return;
  const ctx = systemContext("mail-link", person.tenantId, { requestId, address, userAgent: "" });
  await sendPasswordReset(ctx, { id: person.userId }).catch(ignoreRefusal);
}

function ignoreRefusal(error: unknown): void {
  const refused = error instanceof GatehouseError && ["conflict", "not_found"].includes(error.code);
  if (!refused) throw error;
}
