"use client";

import { type InputEvent, type ReactNode, useActionState, useEffect, useRef } from "react";
import { type Failure, FailureRegion } from "#components/ui/failure.tsx";
import { Field } from "#components/ui/field.tsx";
import { NarrowCard } from "#components/ui/narrow-card.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";

export type SetupState = {
  name: string;
  email: string;
  errors: Readonly<Record<string, string>>;
  failure: Failure | null;
};

const DRAFT = "gatehouse_setup_";

/** The first operator's form. A reload keeps the name and the email, and never a password. */
export function SetupForm({
  token,
  notice,
  action,
}: {
  token: string;
  /** What may keep the form from being accepted. */
  notice: ReactNode;
  action: (previous: SetupState, form: FormData) => Promise<SetupState>;
}) {
  const [state, submit] = useActionState(action, {
    name: "",
    email: "",
    errors: {},
    failure: null,
  });
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    for (const input of form.current?.querySelectorAll<HTMLInputElement>("[data-draft]") ?? []) {
      input.value ||= sessionStorage.getItem(DRAFT + input.name) ?? "";
    }
  }, []);

  useEffect(() => {
    if (Object.keys(state.errors).length === 0) return;
    form.current?.querySelector<HTMLInputElement>("[aria-invalid]")?.focus();
  }, [state.errors]);

  const keep = (event: InputEvent<HTMLInputElement>) =>
    sessionStorage.setItem(DRAFT + event.currentTarget.name, event.currentTarget.value);

  return (
    <NarrowCard alert={<FailureRegion failure={state.failure} />} title="Set up Gatehouse">
      {notice}
      <p className="mb-6 text-muted">
        Step 1 of 4: create the first operator. Operators administer every tenant, and can add more
        operators. Then you check the address and mail, and make the first tenant.
      </p>
      <form action={submit} className="flex flex-col gap-4" ref={form}>
        <input name="token" type="hidden" value={token} />
        <Field
          autoComplete="name"
          data-draft
          defaultValue={state.name}
          error={state.errors["name"]}
          id="name"
          label="Your name"
          name="name"
          onInput={keep}
          required
        />
        <Field
          autoCapitalize="none"
          autoComplete="username"
          data-draft
          defaultValue={state.email}
          error={state.errors["email"]}
          id="email"
          label="Work email"
          name="email"
          onInput={keep}
          required
          spellCheck={false}
          type="email"
        />
        <Field
          autoComplete="new-password"
          error={state.errors["password"]}
          hint="At least 12 characters. A few unrelated words make a good one."
          id="password"
          label="Password"
          minLength={12}
          name="password"
          required
          type="password"
        />
        <div className="mt-2 grid">
          <SubmitButton>Create operator</SubmitButton>
        </div>
      </form>
    </NarrowCard>
  );
}
