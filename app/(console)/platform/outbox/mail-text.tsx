"use client";

import { useActionState } from "react";
import { type ActionState, idle } from "#components/form/action-state.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { FailureRegion } from "#components/ui/failure.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { readMailAction } from "./actions.ts";

/** A message's text, on demand only: reading it leaves an event in the audit log. */
export function MailText({ id }: { id: string }) {
  const [state, post] = useActionState<ActionState<{ body: string }>, FormData>(
    readMailAction,
    idle,
  );
  const body = state.status === "done" ? state.data?.body : undefined;
  const failed = state.status === "failed" ? state : null;
  if (body !== undefined) {
    return (
      <section className="flex flex-col gap-2">
        <div className="flex items-baseline justify-between gap-4">
          <h3 className="font-semibold">Text</h3>
          <CopyButton label="Copy the text" value={body} />
        </div>
        <pre className="select-all whitespace-pre-wrap rounded-control bg-subtle p-3 font-mono text-meta [overflow-wrap:anywhere]">
          {body}
        </pre>
      </section>
    );
  }
  return (
    <form action={post} className="flex flex-col gap-2">
      <input name="id" type="hidden" value={id} />
      <p className="text-compact text-muted">
        The text may hold a one-time link that signs its reader in. Reading it leaves an event in
        the audit log.
      </p>
      <FailureRegion failure={failed && { message: failed.message, requestId: failed.requestId }} />
      <div>
        <SubmitButton variant="secondary">Read the text</SubmitButton>
      </div>
    </form>
  );
}
