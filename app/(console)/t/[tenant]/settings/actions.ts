"use server";

import { defineAction } from "#app/_lib/define-action.ts";
import { breakGlass, enforceSso } from "#domain/tenants/enforce-sso.ts";
import { updateTenant } from "#domain/tenants/update.ts";

const here = (_: unknown, tenant: string) => `/t/${tenant}/settings`;

export const updatePolicyAction = defineAction(updateTenant);
export const enforceSsoAction = defineAction(enforceSso, { goTo: here });
export const breakGlassAction = defineAction(breakGlass, { goTo: here });
