import { z } from "zod";
import { providerKinds } from "#domain/identity-providers/kinds.ts";
import { openPayload, signPayload } from "#platform/signed.ts";

export const ATTEMPT_COOKIE = "msp_sso_attempt";
const PURPOSE = "sign-in-attempt";
export const ATTEMPT_TTL_SECONDS = 600;

const attemptSchema = z.object({
  /** Stands in the page's address as well, so that only that very page shows this attempt. */
  id: z.string(),
  email: z.string().max(320),
  eligible: z.array(z.enum(providerKinds)),
  /** The neutral failure; its request id leads to the reason in the audit log. */
  failure: z.object({ message: z.string(), requestId: z.string() }).nullable(),
  /** Where a chosen provider's flow starts. */
  startUrl: z.string().nullable(),
});

/** What a posted sign-in form came to, for the page that is shown next. */
export type FormAttempt = z.infer<typeof attemptSchema>;

/** The attempt as the value of a cookie that only the person's own browser holds. */
export function signAttempt(attempt: FormAttempt): string {
  return signPayload(PURPOSE, attempt, ATTEMPT_TTL_SECONDS);
}

/** The attempt that the page's address names, or null. */
export function readAttempt(
  cookie: string | undefined,
  id: string | undefined,
): FormAttempt | null {
  if (cookie === undefined || id === undefined) return null;
  const attempt = openPayload(PURPOSE, cookie, attemptSchema);
  return attempt?.id === id ? attempt : null;
}
