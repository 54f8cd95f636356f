"use server";

import { redirect } from "next/navigation";
import { requestInfo } from "#app/_lib/context.ts";
import type { PasswordState } from "#app/(sign-in)/password-form.tsx";
import { setPasswordAndSignIn } from "#app/(sign-in)/set-password.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { parseEmailAddress } from "#domain/login-domains/email-address.ts";
import { requestPasswordReset } from "#domain/user-links/request-password-reset.ts";
import { resetPassword } from "#domain/user-links/set-password.ts";
import type { RequestState } from "./request-form.tsx";

/** Sets a new password by a mailed link, and signs its owner in. */
export async function resetPasswordAction(
  _previous: PasswordState,
  form: FormData,
): Promise<PasswordState> {
  return await setPasswordAndSignIn(resetPassword, form);
}

/** Asks for the mail with the link. Every address that is one is answered alike. */
export async function requestResetAction(
  _previous: RequestState,
  form: FormData,
): Promise<RequestState> {
  const email = String(form.get("username") ?? "");
  if (!parseEmailAddress(email)) {
    return { email, error: "Enter one email address, like name@company.com.", failure: null };
  }
  const request = await requestInfo();
  try {
    await requestPasswordReset(email, request);
  } catch (error) {
    if (!(error instanceof GatehouseError)) throw error;
    return { email, failure: { message: error.message, requestId: request.requestId } };
  }
  redirect("/auth/msp/password-reset?sent=yes");
}
