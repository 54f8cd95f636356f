"use server";

import { defineAction } from "#app/_lib/define-action.ts";
import { createPolicy } from "#domain/policies/create.ts";
import { setPolicyDefault } from "#domain/policies/default.ts";
import { deletePolicy } from "#domain/policies/delete.ts";
import { updatePolicy } from "#domain/policies/update.ts";

export const createPolicyAction = defineAction(createPolicy, {
  goTo: (_, tenant) => `/t/${tenant}/policies`,
});
export const updatePolicyAction = defineAction(updatePolicy, {
  goTo: (_, tenant) => `/t/${tenant}/policies`,
});

export const deletePolicyAction = defineAction(deletePolicy, {
  goTo: (_, tenant) => `/t/${tenant}/policies`,
});
export const setPolicyDefaultAction = defineAction(setPolicyDefault);
