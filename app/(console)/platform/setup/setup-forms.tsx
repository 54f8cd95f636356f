"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { FormButton } from "#components/form/fields.tsx";
import type { WizardStep } from "#domain/setup/schemas.ts";
import {
  confirmAddressAction,
  keepOutboxAction,
  leaveSetupAction,
  skipStepAction,
  testSetupMailAction,
} from "./actions.ts";

/** Takes BASE_URL as it is. */
export function ConfirmAddressForm() {
  return (
    <ActionForm action={confirmAddressAction} done="Confirmed the address.">
      <FormButton>Confirm the address</FormButton>
    </ActionForm>
  );
}

/** Sends whoever presses it a mail. */
export function TestMailForm({ email, again }: { email: string; again: boolean }) {
  return (
    <ActionForm action={testSetupMailAction} done={`Queued a test mail to ${email}.`}>
      <FormButton variant={again ? "secondary" : "primary"}>
        {again ? "Send another test mail" : "Send a test mail"}
      </FormButton>
    </ActionForm>
  );
}

/** Goes on without a mail server. */
export function KeepOutboxForm() {
  return (
    <ActionForm action={keepOutboxAction} done="Mail goes to the outbox.">
      <FormButton>Go on with the outbox</FormButton>
    </ActionForm>
  );
}

/** Leaves one step for later. */
export function SkipForm({ step }: { step: WizardStep }) {
  return (
    <ActionForm action={skipStepAction} done="Left for later.">
      <input name="step" type="hidden" value={step} />
      <FormButton variant="secondary">Skip for now</FormButton>
    </ActionForm>
  );
}

/** Leaves all that is open for later. */
export function LeaveForm() {
  return (
    <ActionForm action={leaveSetupAction} done="The rest of the setup waits for you here.">
      <FormButton variant="secondary">Finish later</FormButton>
    </ActionForm>
  );
}
