"use client";

import { useFormFacts, useFormSession } from "./form-context.ts";

/** What a form says beside its fields: where it acts, for whom it was made, and what it starts from. */
export function FormMarks({
  tenant,
  version,
  taken,
  draft,
  resumed,
}: {
  tenant: string | undefined;
  version: string | undefined;
  /** The version that "Take theirs" filled the form with. */
  taken: string | null;
  draft: string | undefined;
  /** Whether the draft was not sent again yet. */
  resumed: boolean;
}) {
  const { prefix, typed } = useFormFacts();
  const { proof } = useFormSession();
  return (
    <>
      {tenant !== undefined && <input name="_tenant" type="hidden" value={tenant} />}
      {proof !== null && <input name="_for" type="hidden" value={proof} />}
      <input name="_form" type="hidden" value={prefix} />
      {draft !== undefined && <input name="_draft" type="hidden" value={draft} />}
      {version !== undefined && (
        // What was typed before a failure was typed on what stood there then.
        <input name="version" type="hidden" value={taken ?? typed("version")?.at(-1) ?? version} />
      )}
      {resumed && (
        <p className="rounded-control bg-selected p-3 text-compact" role="status">
          You are signed in again, and the form is as you left it. Nothing was sent yet. Passwords
          and secrets were not kept: type them again.
        </p>
      )}
    </>
  );
}
