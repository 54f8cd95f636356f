"use server";

import type { PasswordState } from "#app/(sign-in)/password-form.tsx";
import { setPasswordAndSignIn } from "#app/(sign-in)/set-password.ts";
import { acceptInvitation } from "#domain/user-links/set-password.ts";

/** Chooses the first password of somebody invited, and signs them in. */
export async function acceptInvitationAction(
  _previous: PasswordState,
  form: FormData,
): Promise<PasswordState> {
  return await setPasswordAndSignIn(acceptInvitation, form);
}
