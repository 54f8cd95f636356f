import type { KoaContextWithOIDC } from "oidc-provider";

/** The secret that the library expects back with a form of this browser. */
export function formSecret(ctx: KoaContextWithOIDC): string {
  const secret = ctx.oidc.session?.state?.["secret"];
  if (typeof secret !== "string") throw new Error("The session has no secret for its form");
  return secret;
}
