"use client";

import type { ReactNode } from "react";
import { ActionForm } from "./action-form.tsx";
import type { FormAction } from "./action-state.ts";
import { FormButton } from "./fields.tsx";

/** One thing to do with every chosen row: a button of the toolbar that stands while rows are chosen. */
export function BulkForm({
  action,
  ids,
  fields = {},
  tenant,
  done,
  undo,
  clear,
  danger = false,
  children,
}: {
  action: FormAction<undefined>;
  ids: readonly string[];
  fields?: Readonly<Record<string, string>>;
  tenant?: string;
  done: string;
  undo?: { action: FormAction<undefined>; done: string };
  clear: () => void;
  danger?: boolean;
  /** Verb and object, such as `Suspend 3 users`. */
  children: ReactNode;
}) {
  return (
    <ActionForm
      action={action}
      className="flex flex-wrap items-center gap-2"
      done={done}
      onDone={clear}
      {...(tenant === undefined ? {} : { tenant })}
      {...(undo === undefined ? {} : { undo: { ...undo, values: { ids } } })}
    >
      {ids.map((id) => (
        <input key={id} name="ids" type="hidden" value={id} />
      ))}
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} name={name} type="hidden" value={value} />
      ))}
      <FormButton variant={danger ? "danger" : "secondary"}>{children}</FormButton>
    </ActionForm>
  );
}
