"use server";

import { defineAction } from "#app/_lib/define-action.ts";
import { confirmAddress } from "#domain/setup/confirm-address.ts";
import { keepOutbox } from "#domain/setup/keep-outbox.ts";
import { skipSetup } from "#domain/setup/skip.ts";
import { testSetupMail } from "#domain/setup/test-mail.ts";

/** The first step that is still open, which the page itself finds. */
const goOn = { goTo: () => "/platform/setup" };

export const confirmAddressAction = defineAction(confirmAddress, goOn);
export const testSetupMailAction = defineAction(testSetupMail, {
  goTo: () => "/platform/setup?step=mail",
});
export const keepOutboxAction = defineAction(keepOutbox, goOn);
export const skipStepAction = defineAction(skipSetup, goOn);
export const leaveSetupAction = defineAction(skipSetup, { goTo: () => "/platform/tenants" });
