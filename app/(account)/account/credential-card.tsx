"use client";

import { useActionState } from "react";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { type Failure, FailureRegion } from "#components/ui/failure.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";

export type CredentialState = { secret: string | null; failure: Failure | null };

/** An operator's API credential: the secret stands in the one answer that makes it, and never again. */
export function CredentialCard({
  action,
}: {
  action: (previous: CredentialState) => Promise<CredentialState>;
}) {
  const [state, submit] = useActionState(action, { secret: null, failure: null });
  return (
    <Card title="API credential">
      <div className="p-4 md:p-6">
        <p className="max-w-160 text-muted">
          For the command line and the REST API. It may do everything an operator may, in every
          tenant, so keep it where you keep passwords. A new one replaces the one before it, which
          stops working at once.
        </p>
        <FailureRegion failure={state.failure} />
        {state.secret === null ? (
          <form action={submit} className="mt-4">
            <SubmitButton variant="secondary">Create API credential</SubmitButton>
          </form>
        ) : (
          <NewSecret secret={state.secret} />
        )}
      </div>
    </Card>
  );
}

function NewSecret({ secret }: { secret: string }) {
  return (
    <div className="mt-4 rounded-control bg-success-tint p-4" role="status">
      <p className="font-medium text-success">Copy it now: it is not shown again.</p>
      <p className="mt-2 flex items-start justify-between gap-2">
        <code className="min-w-0 select-all break-all font-mono text-compact">{secret}</code>
        <CopyButton label="Copy the API credential" value={secret} />
      </p>
    </div>
  );
}
