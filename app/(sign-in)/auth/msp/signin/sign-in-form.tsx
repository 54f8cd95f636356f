"use client";

import { type FormEvent, useActionState, useEffect, useRef, useState } from "react";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { type Failure, FailureRegion } from "#components/ui/failure.tsx";
import { Field } from "#components/ui/field.tsx";
import { NarrowCard } from "#components/ui/narrow-card.tsx";
import { resolve } from "./discovery.ts";
import { rememberProvider, useLastProvider } from "./last-provider.ts";
import { ProviderButton } from "./provider-button.tsx";
import { PROVIDER_BUTTONS, type ProviderId } from "./providers.ts";
import { useDiscovery } from "./use-discovery.ts";

/** What came of the form so far; without scripts, the whole state of the page. */
export type Attempt = {
  email: string;
  eligible: readonly ProviderId[];
  failure: Failure | null;
  /** Where a provider's flow starts, once the server was asked to start it. */
  startUrl: string | null;
};

/**
 * The sign-in card. It is a plain form first: `action` receives `username`, `password`, `callbackUrl` and, from
 * a provider button, `provider`, and leads back here with the next attempt. Scripts add discovery while typing
 * and start a provider without a second page.
 */
export function SignInForm({
  attempt,
  callbackUrl,
  action,
}: {
  attempt: Attempt;
  callbackUrl: string;
  action: (previous: null, form: FormData) => Promise<null>;
}) {
  const [, submit, signingIn] = useActionState(action, null);
  const { eligible, lookUp } = useDiscovery(attempt);
  const [starting, setStarting] = useState<ProviderId | null>(null);
  const [failure, setFailure] = useState(attempt.failure);
  const lastProvider = useLastProvider();
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const busy = signingIn || starting !== null;

  // What a password manager or the browser filled in before the scripts came counts as typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes to life
  useEffect(() => {
    lookUp(email.current?.value ?? "");
    if (matchMedia("(pointer: fine)").matches) email.current?.focus();
    const wakeUp = () => setStarting(null);
    addEventListener("pageshow", wakeUp);
    return () => removeEventListener("pageshow", wakeUp);
  }, []);

  const firstAttempt = useRef(attempt);
  useEffect(() => {
    if (attempt === firstAttempt.current) return;
    setFailure(attempt.failure);
    password.current?.focus();
  }, [attempt]);

  function onSubmit(event: FormEvent) {
    if (busy) return event.preventDefault();
    setFailure(null);
    if (password.current?.value) return;
    event.preventDefault();
    password.current?.focus();
  }

  async function start(provider: ProviderId) {
    if (busy) return;
    setStarting(provider);
    setFailure(null);
    rememberProvider(provider);
    const answer = await resolve({
      provider,
      email: email.current?.value.trim() ?? "",
      callbackUrl,
    });
    if (answer.kind === "started") return location.assign(answer.url);
    setFailure(answer.failure);
    setStarting(null);
  }

  if (attempt.startUrl) return <Leaving to={attempt.startUrl} />;
  return (
    <NarrowCard alert={<FailureRegion failure={failure} />} title="Sign in">
      <form action={submit} className="flex flex-col gap-4" onSubmit={onSubmit}>
        <input name="callbackUrl" type="hidden" value={callbackUrl} />
        <Field
          autoCapitalize="none"
          autoComplete="username webauthn"
          defaultValue={attempt.email}
          id="email"
          label="Work email"
          name="username"
          onInput={(event) => lookUp(event.currentTarget.value)}
          readOnly={busy}
          ref={email}
          required
          spellCheck={false}
          type="email"
        />
        <noscript>
          <Button className="w-full" type="submit">
            Continue
          </Button>
        </noscript>
        <Field
          autoComplete="current-password"
          id="password"
          label="Password"
          name="password"
          readOnly={busy}
          ref={password}
          type="password"
        />
        <Button pending={signingIn} type="submit" variant="primary">
          Sign in
        </Button>
        <div className="flex items-center gap-3 text-meta text-muted">
          <span className="h-px grow bg-hairline" />
          or
          <span className="h-px grow bg-hairline" />
        </div>
        <div className="flex flex-col gap-2">
          {PROVIDER_BUTTONS.map(({ id, label }) => (
            <ProviderButton
              enabled={eligible.includes(id)}
              id={id}
              key={id}
              label={label}
              lastUsed={lastProvider === id}
              onStart={() => start(id)}
              pending={starting === id}
            />
          ))}
        </div>
      </form>
      <p className="mt-6 text-meta text-muted">Trouble signing in? Your administrator can help.</p>
    </NarrowCard>
  );
}

/**
 * On to the provider without scripts. Not by a redirect: `form-action 'self'` would hold for every hop of it,
 * and the provider stands elsewhere.
 */
function Leaving({ to }: { to: string }) {
  return (
    <NarrowCard title="Sign in">
      <meta content={`0;url=${to}`} httpEquiv="refresh" />
      <p>Your sign-in continues at your provider.</p>
      <a className={`${buttonClass("primary")} mt-6 w-full`} href={to}>
        Continue
      </a>
    </NarrowCard>
  );
}
