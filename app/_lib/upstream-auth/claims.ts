import { z } from "zod";
import type { UpstreamClaims } from "#domain/sign-in/assertion-rules.ts";
import { type Attempt, SignInFailure } from "./attempt.ts";

const text = z.string().trim().min(1).optional().catch(undefined);
/** Some providers spell booleans as text. */
const flag = z
  .union([z.boolean(), z.stringbool({ truthy: ["true", "1"], falsy: ["false", "0"] })])
  .optional()
  .catch(undefined);

const idTokenSchema = z.object({
  iss: z.string(),
  // OpenID Connect Core section 2: at most 255 ASCII characters.
  sub: z.string().min(1).max(255),
  email: text,
  email_verified: flag,
  // Entra ID's word for it: whether the directory proved that it owns the email's domain.
  xms_edov: flag,
  name: text,
  // Entra ID's sign-in name: an address whose domain the directory owns, also of people without a
  // mailbox, for whom it sends no email.
  preferred_username: text,
  tid: text,
  auth_time: z.number().optional().catch(undefined),
});

const userinfoSchema = z.object({ sub: z.string(), email: text, email_verified: flag, name: text });

/**
 * The claims of a validated ID token. Some providers put the email at the userinfo endpoint alone,
 * so it is asked when the token has none. Throws `SignInFailure` or `SafeFetchError`.
 */
export async function claimsOf(
  { idToken, accessToken }: { idToken: unknown; accessToken: unknown },
  attempt: Attempt,
): Promise<UpstreamClaims> {
  const parsed = idTokenSchema.safeParse(idToken);
  if (!parsed.success) throw new SignInFailure("The ID token lacks a usable iss or sub.");
  const token = parsed.data;
  // An email and its verification come from the same place.
  const person = token.email ? token : ((await userinfo(accessToken, attempt)) ?? token);
  // The answer to a request with an access token could be about anyone (OpenID Connect Core 5.3.2).
  if (person.sub !== token.sub) throw new SignInFailure("The userinfo is about another person.");
  const isEntra = attempt.kind === "azure-ad";
  return {
    issuer: token.iss,
    subject: token.sub,
    email: person.email ?? (isEntra ? token.preferred_username : undefined),
    emailVerified: person.email_verified ?? (isEntra ? token.xms_edov : undefined),
    name: person.name ?? token.name,
    directoryId: isEntra ? token.tid : undefined,
    authTime: token.auth_time,
  };
}

async function userinfo(accessToken: unknown, { provider }: Attempt) {
  const address = provider.document.userinfoEndpoint;
  if (!address || typeof accessToken !== "string") return null;
  const headers = { authorization: `Bearer ${accessToken}`, accept: "application/json" };
  const response = await provider.fetch(address, { headers, redirect: "manual" });
  const parsed = userinfoSchema.safeParse(await response.json().catch(() => null));
  return response.ok && parsed.success ? parsed.data : null;
}
