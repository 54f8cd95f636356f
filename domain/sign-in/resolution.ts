import { z } from "zod";
import { providerKinds } from "#domain/identity-providers/kinds.ts";

/** What resolve decided, carried in its signed cookie until the provider's callback. */
export const resolutionSchema = z.object({
  tenantId: z.uuid().nullable(),
  providerId: z.uuid().nullable(),
  kind: z.enum(providerKinds),
  /** The normalised domain of the typed address. */
  domain: z.string(),
  loginHint: z.string(),
  /** A path of this site that passed `safeReturnPath`. */
  returnTo: z.string(),
  prompt: z.enum(["login", "select_account"]).optional(),
  maxAgeSeconds: z.number().int().min(0).optional(),
});

export type Resolution = z.infer<typeof resolutionSchema>;

export const RESOLUTION_COOKIE = "msp_sso_resolution";
export const RESOLUTION_PURPOSE = "sign-in-resolution";
/** Long enough to type a password and a second factor at a provider. */
export const RESOLUTION_TTL_SECONDS = 600;
