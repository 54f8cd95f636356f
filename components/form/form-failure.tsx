"use client";

import { type RefObject, useEffect, useState } from "react";
import { z } from "zod";
import { FailureRegion } from "#components/ui/failure.tsx";
import type { ActionState } from "./action-state.ts";
import { useFormFacts } from "./form-context.ts";
import { StalePanel } from "./stale-panel.tsx";

/**
 * What a form's failure says that no field beside it says: always mounted, so that it is read out.
 * After a plain form post it also says that all went well, for want of a toast.
 */
export function FormFailure<Data>({
  state,
  posted,
  said,
  known,
  form,
}: {
  state: ActionState<Data>;
  posted: ActionState<Data>;
  said: (data: Data | null) => string | null;
  known: z.ZodType | undefined;
  form: RefObject<HTMLFormElement | null>;
}) {
  const { prefix } = useFormFacts();
  const failed = state.status === "failed" ? state : null;
  const success = state === posted && posted.status === "done" ? said(posted.data) : null;
  const [seen, setSeen] = useState<{ of: typeof failed; covered: boolean } | null>(null);
  useEffect(() => {
    const names = Object.keys(failed?.fields ?? {});
    const covered =
      names.length > 0 && names.every((name) => isShown(form.current, `${prefix}-${name}`));
    setSeen({ of: failed, covered });
  }, [failed, form, prefix]);
  // Until a script has looked, the schema tells which fields there are.
  const beside = seen?.of === failed ? seen.covered : isOfSchema(failed?.fields ?? {}, known);
  const told = beside && (failed?.code === "invalid" || failed?.code === "conflict");
  return (
    <div className="not-has-[p]:-mb-4 [&>div>div]:mt-0">
      <FailureRegion
        failure={
          failed && !told && !failed.stale
            ? { message: failed.message, requestId: failed.requestId }
            : null
        }
      />
      {failed?.stale && <StalePanel now={new Date(failed.at)} stale={failed.stale} />}
      {failed?.signInPath && (
        <p className="mt-2">
          <a
            className="font-medium text-accent underline underline-offset-2"
            href={failed.signInPath}
            rel="noopener"
            target="_blank"
          >
            Sign in again in a new tab
          </a>
          , then come back and send this form. It keeps what you typed.
        </p>
      )}
      {success && (
        <p className="rounded-control bg-success-tint p-3 text-compact text-success" role="status">
          {success}
        </p>
      )}
    </div>
  );
}

function isShown(form: HTMLFormElement | null, id: string): boolean {
  const found = form?.querySelector(`[aria-describedby~="${CSS.escape(id)}-error"]`);
  return found !== null && found !== undefined;
}

function isOfSchema(fields: Readonly<Record<string, string>>, known: z.ZodType | undefined) {
  if (!(known instanceof z.ZodObject)) return false;
  const names = Object.keys(fields);
  return names.length > 0 && names.every((name) => name in known.shape);
}
