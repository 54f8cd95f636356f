"use client";

import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { type Failure, FailureRegion } from "#components/ui/failure.tsx";
import { Field } from "#components/ui/field.tsx";
import { NarrowCard } from "#components/ui/narrow-card.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";

export type PasswordState = { error?: string | undefined; failure: Failure | null };

/** Chooses a password, for whoever holds the link. */
export function PasswordForm({
  title,
  button,
  email,
  token,
  action,
  children,
}: {
  title: string;
  button: string;
  email: string;
  token: string;
  action: (previous: PasswordState, form: FormData) => Promise<PasswordState>;
  /** What it is about. */
  children: ReactNode;
}) {
  const [state, submit] = useActionState(action, { failure: null });
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (state.error) form.current?.querySelector<HTMLInputElement>("[aria-invalid]")?.focus();
  }, [state]);

  return (
    <NarrowCard alert={<FailureRegion failure={state.failure} />} title={title}>
      <div className="mb-6 text-muted [overflow-wrap:anywhere]">{children}</div>
      <form action={submit} className="flex flex-col gap-4" ref={form}>
        <input name="token" type="hidden" value={token} />
        <Field
          autoComplete="username"
          defaultValue={email}
          id="email"
          label="Work email"
          readOnly
          type="email"
        />
        <Field
          autoComplete="new-password"
          error={state.error}
          hint="At least 12 characters. A few unrelated words make a good one."
          id="password"
          label="New password"
          minLength={12}
          name="password"
          required
          type="password"
        />
        <div className="mt-2 grid">
          <SubmitButton>{button}</SubmitButton>
        </div>
      </form>
    </NarrowCard>
  );
}
