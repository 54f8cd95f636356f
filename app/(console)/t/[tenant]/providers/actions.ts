"use server";

import { defineAction } from "#app/_lib/define-action.ts";
import {
  connectProvider,
  rotateAndTest,
  withdrawAndTest,
} from "#domain/identity-providers/connect.ts";
import { removeProvider } from "#domain/identity-providers/remove.ts";
import { retireOldProviderSecret } from "#domain/identity-providers/rotate-secret.ts";
import { setProvider } from "#domain/identity-providers/set.ts";
import { testProvider } from "#domain/identity-providers/test-connection.ts";
import { readSecretEnd } from "./provider-facts.ts";

const pageOf = (tenant: string, id: string) => `/t/${tenant}/providers/${id}`;

/** A failed test leads to the form, filled in as it was saved, where it can be put right. */
export const connectProviderAction = defineAction(connectProvider, {
  read: readSecretEnd,
  toForm: ({ secretExpiresAt: end }) =>
    end === undefined ? {} : { secretExpiresAt: [typeof end === "string" ? end.slice(0, 10) : ""] },
  data: ({ lastTest }) => ({ works: lastTest?.ok ?? null }),
  goTo: ({ id, lastTest }, tenant) =>
    lastTest && !lastTest.ok ? `${pageOf(tenant, id)}/edit#test` : pageOf(tenant, id),
});
export const testProviderAction = defineAction(testProvider, {
  data: ({ lastTest }) => ({ works: lastTest?.ok ?? null }),
});
export const switchProviderAction = defineAction(setProvider, {
  goTo: ({ id }, tenant) => pageOf(tenant, id),
});
export const rotateSecretAction = defineAction(rotateAndTest, {
  read: readSecretEnd,
  goTo: ({ id }, tenant) => pageOf(tenant, id),
});
export const retireSecretAction = defineAction(retireOldProviderSecret, {
  goTo: ({ id }, tenant) => pageOf(tenant, id),
});
export const withdrawSecretAction = defineAction(withdrawAndTest, {
  goTo: ({ id }, tenant) => pageOf(tenant, id),
});
export const removeProviderAction = defineAction(removeProvider, {
  goTo: (_, tenant) => `/t/${tenant}/providers`,
});
