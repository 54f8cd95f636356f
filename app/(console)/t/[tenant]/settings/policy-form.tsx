"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { ChoicesField, FormButton, TextField } from "#components/form/fields.tsx";
import { updateTenantInput } from "#domain/tenants/schemas.ts";
import { updatePolicyAction } from "./actions.ts";

export type Policy = {
  name: string;
  appFallback: "allowed" | "denied";
  sessionLifetimeHours: number;
  sessionIdleMinutes: number;
};

/** The tenant, and the version of it that a form starts from. */
type Versioned = { tenant: string; version: string };

/** What the tenant is called. */
export function NameForm({ tenant, name, version }: Versioned & { name: string }) {
  return (
    <ActionForm
      action={updatePolicyAction}
      done="Renamed the tenant."
      schema={updateTenantInput}
      tenant={tenant}
      undo={{ action: updatePolicyAction, values: { name }, done: "It has its old name again." }}
      version={version}
    >
      <TextField autoComplete="off" defaultValue={name} label="Name" name="name" required />
      <div>
        <FormButton variant="secondary">Rename tenant</FormButton>
      </div>
    </ActionForm>
  );
}

/** Whether the platform's own providers sign the tenant's people in where it has none. */
export function FallbackForm({
  tenant,
  appFallback,
  version,
}: Versioned & Pick<Policy, "appFallback">) {
  return (
    <ActionForm
      action={updatePolicyAction}
      done="Saved the app fallback."
      schema={updateTenantInput}
      tenant={tenant}
      undo={{
        action: updatePolicyAction,
        values: { appFallback },
        done: "The app fallback is as it was.",
      }}
      version={version}
    >
      <ChoicesField
        defaultValue={[appFallback]}
        label="Where none of your own providers applies"
        name="appFallback"
        options={[
          {
            value: "allowed",
            label: "Offer the platform's own Google and Microsoft buttons",
            hint: "People sign in with any account there whose address is known here.",
          },
          {
            value: "denied",
            label: "Offer no provider",
            hint: "Only your own providers and passwords sign people in.",
          },
        ]}
        type="radio"
      />
      <div>
        <FormButton variant="secondary">Save app fallback</FormButton>
      </div>
    </ActionForm>
  );
}

/** How long a sign-in lasts. */
export function SessionsForm({
  tenant,
  sessionLifetimeHours,
  sessionIdleMinutes,
  version,
}: Versioned & Pick<Policy, "sessionLifetimeHours" | "sessionIdleMinutes">) {
  return (
    <ActionForm
      action={updatePolicyAction}
      done="Saved the session lifetimes."
      schema={updateTenantInput}
      tenant={tenant}
      undo={{
        action: updatePolicyAction,
        values: {
          sessionLifetimeHours: String(sessionLifetimeHours),
          sessionIdleMinutes: String(sessionIdleMinutes),
        },
        done: "The session lifetimes are as they were.",
      }}
      version={version}
    >
      <div className="grid gap-4 md:grid-cols-2">
        <TextField
          defaultValue={sessionLifetimeHours}
          hint="1 to 720 hours: 30 days at most."
          inputMode="numeric"
          label="Sign in again after (hours)"
          max={720}
          min={1}
          name="sessionLifetimeHours"
          required
          type="number"
        />
        <TextField
          defaultValue={sessionIdleMinutes}
          hint="5 to 43,200 minutes: 30 days at most."
          inputMode="numeric"
          label="Or after idling for (minutes)"
          max={43_200}
          min={5}
          name="sessionIdleMinutes"
          required
          type="number"
        />
      </div>
      <div>
        <FormButton variant="secondary">Save session lifetimes</FormButton>
      </div>
    </ActionForm>
  );
}
