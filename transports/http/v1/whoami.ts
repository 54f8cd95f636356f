import { z } from "zod";
import type { Caller } from "#domain/credentials/authenticate.ts";
import { isOfPlatform } from "#domain/kernel/context.ts";

const common = {
  id: z.uuid(),
  name: z.string(),
  platform: z.boolean(),
  permissions: z.array(z.string()),
};

/** Who a caller is: a credential, or a person who signed in by the command line. */
export const callerObject = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("credential"), ...common }),
  z.object({
    kind: z.literal("user"),
    ...common,
    email: z.string(),
    tenant: z.string(),
    roles: z.array(z.string()),
    aal: z.union([z.literal(1), z.literal(2)]),
  }),
]);

/** The caller as itself sees it. */
export function describeCaller(actor: Caller): z.infer<typeof callerObject> {
  const shared = {
    name: actor.name,
    platform: isOfPlatform(actor),
    permissions: [...actor.permissions].sort(),
  };
  if (actor.kind === "credential") return { kind: "credential", id: actor.credentialId, ...shared };
  const { userId: id, email, tenantSlug: tenant, roles, aal } = actor;
  return { kind: "user", id, ...shared, email, tenant, roles: [...roles], aal };
}
