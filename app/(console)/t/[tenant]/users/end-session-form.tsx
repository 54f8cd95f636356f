"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { FormButton } from "#components/form/fields.tsx";
import { endSessionAction, withdrawConsentAction } from "./actions.ts";

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

/** Takes back what a person allowed an app. */
export function WithdrawConsentForm({
  tenant,
  id,
  ssoClientId,
  name,
}: {
  tenant: string;
  id: string;
  ssoClientId: string;
  name: string;
}) {
  return (
    <ActionForm
      action={withdrawConsentAction}
      className="flex flex-col items-end gap-4"
      done={`Withdrew what ${name} was allowed.`}
      tenant={tenant}
    >
      <input name="id" type="hidden" value={id} />
      <input name="ssoClientId" type="hidden" value={ssoClientId} />
      <FormButton variant="secondary">
        Withdraw<span className="sr-only"> what {name} may</span>
      </FormButton>
    </ActionForm>
  );
}
