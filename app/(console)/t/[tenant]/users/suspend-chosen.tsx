"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { FormButton } from "#components/form/fields.tsx";
import { restoreUsersAction, suspendUsersAction } from "./actions.ts";

/** Suspends the chosen people; whoever may not be stays, and the answer says why. */
export function SuspendChosen({
  ids,
  tenant,
  clear,
}: {
  ids: readonly string[];
  tenant: string;
  clear: () => void;
}) {
  return (
    <ActionForm
      action={suspendUsersAction}
      className="flex flex-wrap items-center gap-2"
      done={(result) => {
        const { done, refused } = result ?? { done: 0, refused: [] };
        const rest = refused.length === 0 ? "" : ` Not ${people(refused.length)}: ${refused[0]}`;
        return `Suspended ${people(done)}.${rest}`;
      }}
      onDone={clear}
      tenant={tenant}
      undo={{
        action: restoreUsersAction,
        values: { ids: ids.join("\n") },
        done: "Restored them. They can sign in again.",
      }}
    >
      {ids.map((id) => (
        <input key={id} name="ids" type="hidden" value={id} />
      ))}
      <FormButton variant="secondary">Suspend {people(ids.length)}</FormButton>
    </ActionForm>
  );
}

function people(count: number): string {
  return count === 1 ? "1 person" : `${count} people`;
}
