"use server";

import { defineAction } from "#app/_lib/define-action.ts";
import { rotateSigningKeys } from "#domain/signing-keys/rotate.ts";

export const rotateSigningKeysAction = defineAction(rotateSigningKeys, {
  goTo: () => "/platform/signing-keys",
});
