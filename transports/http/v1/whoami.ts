import { z } from "zod";
import { type Context, isOfPlatform } from "#domain/kernel/context.ts";
import { unauthenticated } from "#domain/kernel/errors.ts";

/** Who a credential is. */
export const callerObject = z.object({
  kind: z.enum(["credential", "user"]),
  id: z.uuid(),
  name: z.string(),
  platform: z.boolean(),
  permissions: z.array(z.string()),
});

/** The caller as itself sees it. */
export function describeCaller(ctx: Context): z.infer<typeof callerObject> {
  const { actor } = ctx;
  if (actor.kind === "system") throw unauthenticated();
  return {
    kind: actor.kind,
    id: actor.kind === "user" ? actor.userId : actor.credentialId,
    name: actor.kind === "user" ? actor.email : actor.name,
    platform: isOfPlatform(actor),
    permissions: [...actor.permissions].sort(),
  };
}
