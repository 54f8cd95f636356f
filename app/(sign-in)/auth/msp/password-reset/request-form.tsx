"use client";

import { useActionState, useEffect, useRef } from "react";
import { type Failure, FailureRegion } from "#components/ui/failure.tsx";
import { Field } from "#components/ui/field.tsx";
import { NarrowCard } from "#components/ui/narrow-card.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";

export type RequestState = { email: string; error?: string; failure: Failure | null };

/** Asks for a link to a new password. */
export function RequestForm({
  email,
  action,
}: {
  email: string;
  action: (previous: RequestState, form: FormData) => Promise<RequestState>;
}) {
  const [state, submit] = useActionState(action, { email, failure: null });
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (state.error) field.current?.focus();
  }, [state]);

  return (
    <NarrowCard alert={<FailureRegion failure={state.failure} />} title="Forgot your password?">
      <p className="mb-6 text-muted">We mail you a link, good for one hour, that sets a new one.</p>
      <form action={submit} className="flex flex-col gap-4">
        <Field
          autoCapitalize="none"
          autoComplete="username"
          defaultValue={state.email}
          error={state.error}
          id="email"
          label="Work email"
          name="username"
          ref={field}
          required
          spellCheck={false}
          type="email"
        />
        <div className="mt-2 grid">
          <SubmitButton>Send reset link</SubmitButton>
        </div>
      </form>
      <p className="mt-6 text-meta">
        <a className="text-muted underline underline-offset-2" href="/auth/msp/signin">
          Back to sign in
        </a>
      </p>
    </NarrowCard>
  );
}
