import { z } from "zod";
import { sendRequestedReset } from "#domain/user-links/request-password-reset.ts";

const data = z.object({ email: z.string(), requestId: z.string(), address: z.string() });

/** Mails a password reset link, if the address is somebody's who may have one. */
export async function runSendPasswordReset(raw: unknown): Promise<void> {
  await sendRequestedReset(data.parse(raw));
}
