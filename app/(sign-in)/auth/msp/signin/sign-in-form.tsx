"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { type Failure, FailureRegion } from "#components/ui/failure.tsx";
import { Field } from "#components/ui/field.tsx";
import { NarrowCard } from "#components/ui/narrow-card.tsx";
import { resolve } from "./discovery.ts";
import { rememberProvider, useLastProvider } from "./last-provider.ts";
import { ProviderButton } from "./provider-button.tsx";
import { PROVIDER_BUTTONS, type ProviderId } from "./providers.ts";
import { useDiscovery } from "./use-discovery.ts";

const FAILURE_ID = "failure";

/** What came of the form so far; without scripts, the whole state of the page. */
export type Attempt = {
  email: string;
  eligible: readonly ProviderId[];
  failure: Failure | null;
  /** Where a provider's flow starts, once the server was asked to start it. */
  startUrl: string | null;
};

/**
 * The sign-in card. It is a plain form first, posting `username`, `password`, `callbackUrl` and, from a provider
 * button, `provider`; the answer leads back here with the next attempt. Scripts add discovery while typing, and
 * start a provider without a second page.
 */
export function SignInForm({ attempt, callbackUrl }: { attempt: Attempt; callbackUrl: string }) {
  const { eligible, lookUp } = useDiscovery(attempt);
  const [pending, setPending] = useState<ProviderId | "password" | null>(null);
  const [failure, setFailure] = useState(attempt.failure);
  const lastProvider = useLastProvider();
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes to life
  useEffect(() => {
    // What a password manager or the browser filled in before the scripts came counts as typed.
    lookUp(email.current?.value ?? "");
    const first = attempt.failure && attempt.email ? password : email;
    if (matchMedia("(pointer: fine)").matches) first.current?.focus();
    // Back from a provider, the page may come out of the browser's cache as it was left.
    const wakeUp = () => setPending(null);
    addEventListener("pageshow", wakeUp);
    return () => removeEventListener("pageshow", wakeUp);
  }, []);

  function onSubmit(event: FormEvent) {
    if (pending || !password.current?.value) {
      event.preventDefault();
      password.current?.focus();
      return;
    }
    setPending("password");
    setFailure(null);
  }

  async function start(provider: ProviderId) {
    if (pending) return;
    setPending(provider);
    setFailure(null);
    rememberProvider(provider);
    const typed = email.current?.value.trim() ?? "";
    const answer = await resolve({ provider, email: typed, callbackUrl });
    if (answer.kind === "started") return location.assign(answer.url);
    setFailure(answer.failure);
    setPending(null);
  }

  if (attempt.startUrl) return <Leaving to={attempt.startUrl} />;
  return (
    <NarrowCard alert={<FailureRegion failure={failure} id={FAILURE_ID} />} title="Sign in">
      <form
        action="/auth/msp/signin"
        className="flex flex-col gap-4"
        method="post"
        onSubmit={onSubmit}
      >
        <input name="callbackUrl" type="hidden" value={callbackUrl} />
        <Field
          autoCapitalize="none"
          autoComplete="username webauthn"
          defaultValue={attempt.email}
          id="email"
          label="Work email"
          name="username"
          onInput={(event) => lookUp(event.currentTarget.value)}
          readOnly={pending !== null}
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
          aria-describedby={failure ? FAILURE_ID : undefined}
          autoComplete="current-password"
          id="password"
          label="Password"
          name="password"
          readOnly={pending !== null}
          ref={password}
          type="password"
        />
        <Button pending={pending === "password"} type="submit" variant="primary">
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
              pending={pending === id}
            />
          ))}
        </div>
      </form>
      <p className="mt-6 text-meta text-muted">
        <a className="underline underline-offset-2" href="/auth/msp/password-reset">
          Forgot your password?
        </a>{" "}
        With anything else, your administrator can help.
      </p>
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
