import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { requestInfo } from "#app/_lib/context.ts";
import { setCookies } from "#app/(sign-in)/set-cookies.ts";
import type { RequestInfo } from "#domain/kernel/context.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import { signInWithPassword } from "#domain/sign-in/with-password.ts";
import { env } from "#platform/env.ts";
import type { PasswordState } from "./password-form.tsx";

type SetPassword = (
  token: string,
  input: { password: string },
  request: RequestInfo,
) => Promise<{ email: string }>;

/**
 * Sets a password by a mailed link and signs its owner in with it, as anybody signs in: where that
 * is refused, the sign-in page says so. Otherwise answers what to change. A dead link leads back to
 * the page, which says that it is dead.
 */
export async function setPasswordAndSignIn(
  set: SetPassword,
  form: FormData,
): Promise<PasswordState> {
  const field = (name: string) => String(form.get(name) ?? "");
  const [token, password] = [field("token"), field("password")];
  const request = await requestInfo();
  const done = await attempt(set, token, password, request);
  if ("failed" in done) return done.failed;
  const cookie = `${env.cookiePrefix}${SESSION_COOKIE}`;
  const replaces = (await cookies()).get(cookie)?.value;
  const { email } = done;
  const session = await signInWithPassword({ email, password, replaces }, request).catch(
    () => null,
  );
  if (!session) redirect(`/auth/msp/signin?login_hint=${encodeURIComponent(email)}`);
  const { token: sessionToken, maxAgeSeconds } = session;
  await setCookies([{ name: cookie, value: sessionToken.reveal(), maxAgeSeconds }]);
  redirect("/");
}

async function attempt(set: SetPassword, token: string, password: string, request: RequestInfo) {
  try {
    return await set(token, { password }, request);
  } catch (error) {
    if (!(error instanceof GatehouseError)) throw error;
    const { password: message, token: dead } = error.fields;
    const isOfField = message !== undefined && dead === undefined;
    const failure = { message: error.message, requestId: request.requestId };
    return { failed: { error: message, failure: isOfField ? null : failure } };
  }
}
