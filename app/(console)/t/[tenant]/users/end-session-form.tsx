"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { FormButton } from "#components/form/fields.tsx";
import { endSessionAction } from "./actions.ts";

/** Ends one session of a person. */
export function EndSessionForm({
  tenant,
  id,
  sessionId,
  browser,
}: {
  tenant: string;
  id: string;
  sessionId: string;
  browser: string;
}) {
  return (
    <ActionForm
      action={endSessionAction}
      className="flex flex-col items-end gap-4"
      done={`Ended the session in ${browser}.`}
      tenant={tenant}
    >
      <input name="id" type="hidden" value={id} />
      <input name="sessionId" type="hidden" value={sessionId} />
      <FormButton variant="secondary">
        End<span className="sr-only"> the session in {browser}</span>
      </FormButton>
    </ActionForm>
  );
}
