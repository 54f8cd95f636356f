import { z } from "zod";

/** What tokens are signed with; a client chooses one of them. */
export const signingAlgorithms = ["RS256", "ES256"] as const;

export type SigningAlgorithm = (typeof signingAlgorithms)[number];

export const listSigningKeysInput = z.object({});

export const rotateSigningKeysInput = z.object({
  /** Somebody else may have the old keys: they are withdrawn at once, with all that they signed. */
  compromised: z.boolean("This is not yes or no.").default(false),
});

export const signingKeyObject = z.object({
  id: z.string(),
  algorithm: z.enum(signingAlgorithms),
  /** `next` is published and does not sign yet; `old` signs no more. */
  state: z.enum(["next", "signing", "old"]),
  createdAt: z.iso.datetime(),
  signsFrom: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
});

export type SigningKey = z.infer<typeof signingKeyObject>;

/** Key sets are cached this long by whoever validates tokens, and by us. */
export const KEY_SET_MAX_AGE_SECONDS = 3600;
