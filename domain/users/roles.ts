import { type Context, PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { forbidden, invalid } from "#domain/kernel/errors.ts";
import { builtInRoles, permissionsOf, platformRoles } from "#domain/kernel/permissions.ts";

/** The roles that people of a tenant may have, each once. Throws `invalid` for an unknown one. */
export function knownRoles(tenantId: string, roles: readonly string[]): string[] {
  const known = rolesOf(tenantId);
  const unknown = roles.find((role) => !Object.hasOwn(known, role));
  if (unknown === undefined) return [...new Set(roles)];
  throw invalid({
    roles: `There is no role "${unknown}". Roles are ${Object.keys(known).join(", ")}.`,
  });
}

/**
 * Nobody grants, or takes away, what they may not do themselves. In: the roles that change hands.
 * Throws `forbidden` with the first permission that the actor lacks.
 */
export function assertMayGrant(ctx: Context, roles: readonly string[]): void {
  const { actor } = ctx;
  if (actor.kind === "system") return;
  for (const permission of permissionsOf(roles, rolesOf(ctx.tenantId))) {
    if (!actor.permissions.has(permission)) throw forbidden(permission);
  }
}

/** The roles that there are in a tenant, with what each permits. */
export function rolesOf(tenantId: string) {
  return tenantId === PLATFORM_TENANT_ID ? platformRoles : builtInRoles;
}
