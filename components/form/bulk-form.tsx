"use client";

import type { BulkChoice } from "#components/data-table/bulk-toolbar.tsx";
import { ActionForm } from "./action-form.tsx";
import type { FormAction } from "./action-state.ts";
import { BulkMatching } from "./bulk-matching.tsx";
import type { BulkResult, BulkWords } from "./bulk-result.ts";
import { FormButton } from "./fields.tsx";

/** One thing to do with all that is chosen: a button of the toolbar that stands while rows are. */
export function BulkForm({
  action,
  choice,
  words,
  tenant,
  undo,
  clear,
  danger = false,
}: {
  action: FormAction<BulkResult>;
  choice: BulkChoice;
  words: BulkWords;
  tenant?: string;
  /** For chosen rows; what is done to everything that matches is asked before instead. */
  undo?: { action: FormAction<BulkResult>; past: string };
  clear: () => void;
  danger?: boolean;
}) {
  const { ids, matching } = choice;
  if (matching) {
    return <BulkMatching {...{ action, clear, danger, matching, tenant, words }} />;
  }
  const count = ids.length === 1 ? `1 ${words.one}` : `${ids.length} ${words.many}`;
  return (
    <ActionForm
      action={action}
      className="flex flex-wrap items-center gap-2"
      done={`${words.past} ${count}.`}
      onDone={clear}
      {...(tenant === undefined ? {} : { tenant })}
      {...(undo && {
        undo: { action: undo.action, values: { ids }, done: `${undo.past} ${count}.` },
      })}
    >
      {ids.map((id) => (
        <input key={id} name="ids" type="hidden" value={id} />
      ))}
      <FormButton variant={danger ? "danger" : "secondary"}>
        {words.verb} {count}
      </FormButton>
    </ActionForm>
  );
}
