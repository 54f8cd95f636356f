"use server";

import { requireSignedIn } from "#app/_lib/context.ts";
import { defineAction } from "#app/_lib/define-action.ts";
import { withdrawOwnConsent } from "#domain/consents/withdraw.ts";
import { createPlatformCredential } from "#domain/credentials/create-platform.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { endOtherOwnSessions } from "#domain/sessions/end-others.ts";
import { endOwnSession } from "#domain/sessions/end-own.ts";
import { changeOwnPassword } from "#domain/users/change-own-password.ts";
import { updateOwnProfile } from "#domain/users/update.ts";
import type { CredentialState } from "./credential-card.tsx";

export const updateProfileAction = defineAction(updateOwnProfile);
export const changePasswordAction = defineAction(changeOwnPassword, { data: (result) => result });
export const endSessionAction = defineAction(endOwnSession);
export const withdrawConsentAction = defineAction(withdrawOwnConsent);
export const endOtherSessionsAction = defineAction(endOtherOwnSessions, {
  data: (result) => result,
});

/** Makes the platform's API credential; the answer is the one place where its secret stands. */
export async function createCredential(_previous: CredentialState): Promise<CredentialState> {
  const { ctx } = await requireSignedIn("/account");
  try {
    const { secret } = await createPlatformCredential(ctx, {});
    return { secret: secret.reveal(), failure: null };
  } catch (error) {
    if (!(error instanceof GatehouseError)) throw error;
    return {
      secret: null,
      failure: { message: error.message, requestId: ctx.request.requestId },
    };
  }
}
