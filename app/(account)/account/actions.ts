"use server";

import { requireSignedIn } from "#app/_lib/context.ts";
import { createPlatformCredential } from "#domain/credentials/create-platform.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import type { CredentialState } from "./credential-card.tsx";

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
