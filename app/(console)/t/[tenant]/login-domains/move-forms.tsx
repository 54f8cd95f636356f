"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { FormButton } from "#components/form/fields.tsx";
import { answerMoveAction, cancelMoveAction, requestMoveAction } from "./actions.ts";

type Target = { tenant: string; domain: string };

/** Asks whoever owns the domain for it. */
export function RequestMoveForm({ tenant, domain }: Target) {
  return (
    <ActionForm action={requestMoveAction} done={`Asked for ${domain}.`} tenant={tenant}>
      <input name="domain" type="hidden" value={domain} />
      <div>
        <FormButton variant="secondary">Ask the owner for it</FormButton>
      </div>
    </ActionForm>
  );
}

/** The owner's answer. */
export function AnswerMoveForm({ tenant, domain }: Target) {
  return (
    <div className="flex flex-wrap gap-2">
      <ActionForm
        action={answerMoveAction}
        done={`Agreed: ${domain} moves in 24 hours.`}
        tenant={tenant}
        undo={{ action: cancelMoveAction, values: { domain }, done: "The move is stopped." }}
      >
        <input name="domain" type="hidden" value={domain} />
        <input name="agree" type="hidden" value="true" />
        <FormButton variant="danger">Agree to the move</FormButton>
      </ActionForm>
      <ActionForm action={answerMoveAction} done={`Declined: ${domain} stays.`} tenant={tenant}>
        <input name="domain" type="hidden" value={domain} />
        <input name="agree" type="hidden" value="false" />
        <FormButton variant="secondary">Decline</FormButton>
      </ActionForm>
    </div>
  );
}

/** Stops a move, or takes a request back. */
export function CancelMoveForm({ tenant, domain }: Target) {
  return (
    <ActionForm action={cancelMoveAction} done="The move is stopped." tenant={tenant}>
      <input name="domain" type="hidden" value={domain} />
      <div>
        <FormButton variant="secondary">Stop the move</FormButton>
      </div>
    </ActionForm>
  );
}
