"use client";

import Link from "next/link";
import { type ReactNode, useEffect, useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { ActionForm } from "./action-form.tsx";
import type { FormAction } from "./action-state.ts";
import { FormButton, TextField } from "./fields.tsx";
import type { Undo } from "./send-undo.ts";

/**
 * What stands in a dialog before something that cannot be undone, or that others feel: the
 * consequence, and a button that names the object. With `typeToConfirm`, its name is typed first.
 */
export function ConfirmForm<Data>({
  action,
  fields,
  tenant,
  done,
  undo,
  consequence,
  button,
  danger = true,
  typeToConfirm,
  closeHref,
  children,
}: {
  action: FormAction<Data>;
  /** Sent with the form. */
  fields: Readonly<Record<string, string>>;
  tenant?: string;
  done: string;
  undo?: Undo;
  consequence: ReactNode;
  /** Verb and object, such as `Delete Acme`. */
  button: string;
  danger?: boolean;
  typeToConfirm?: string;
  closeHref: string;
  /** Fields of its own, such as a reason. */
  children?: ReactNode;
}) {
  // Without a script the browser itself holds a wrong name back, by the field's pattern.
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => setTyped(""), []);
  return (
    <ActionForm
      action={action}
      done={done}
      {...(tenant === undefined ? {} : { tenant })}
      {...(undo === undefined ? {} : { undo })}
    >
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} name={name} type="hidden" value={value} />
      ))}
      <div className="text-muted [&_strong]:font-medium [&_strong]:text-text">{consequence}</div>
      {children}
      {typeToConfirm !== undefined && (
        <TextField
          autoCapitalize="none"
          autoComplete="off"
          label={
            <>
              Type <code className="select-all break-all font-mono">{typeToConfirm}</code> to
              confirm
            </>
          }
          mono
          name="confirmation"
          onInput={(event) => setTyped(event.currentTarget.value)}
          pattern={typeToConfirm.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")}
          required
          spellCheck={false}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2 max-card:flex-col-reverse">
        <Link className={buttonClass("secondary")} href={closeHref} scroll={false}>
          Cancel
        </Link>
        <FormButton
          disabled={typeToConfirm !== undefined && typed !== null && typed !== typeToConfirm}
          variant={danger ? "danger" : "primary"}
        >
          <span className="min-w-0 [overflow-wrap:anywhere]">{button}</span>
        </FormButton>
      </div>
    </ActionForm>
  );
}
