import { z } from "zod";

const words = z.array(z.string().max(500)).max(200);

export const giveConsentInput = z.object({
  ssoClientId: z.uuid(),
  scopes: words,
  claims: words,
  /** Scopes by resource. */
  resources: z.record(z.string().max(500), words),
});

export const withdrawConsentInput = z.object({ ssoClientId: z.uuid("This is not a client's id.") });

export const withdrawConsentOfUserInput = withdrawConsentInput.extend({
  id: z.uuid("This is not a user id."),
});
