"use client";

import { useRouter } from "next/navigation";
import {
  type ReactNode,
  useActionState,
  useEffect,
  useMemo,
  useRef,
  useState,
  useTransition,
} from "react";
import { type FieldErrors, useForm } from "react-hook-form";
import type { z } from "zod";
import { toast } from "#components/ui/toast.tsx";
import { type ActionState, type FormAction, idle } from "./action-state.ts";
import { FormContext, type FormFacts } from "./form-context.ts";
import { FormFailure } from "./form-failure.tsx";
import { readForm } from "./read-form.ts";

export type Undo = {
  action: FormAction<unknown>;
  values: Readonly<Record<string, string | readonly string[]>>;
  done: string;
};

/**
 * A form of a server action: checked by the operation's own schema while somebody types, sent
 * without leaving the page, and a plain form post where no script runs. What was typed stays
 * through every failure, and the focus goes to the first field to correct.
 */
export function ActionForm<Data>({
  action,
  schema,
  tenant,
  done,
  undo,
  read,
  resetOnDone = false,
  onDone,
  className = "flex flex-col gap-4",
  children,
}: {
  action: FormAction<Data>;
  schema?: z.ZodType;
  /** The slug of the tenant acted in; without it, the person's own. */
  tenant?: string;
  /** What the toast says, such as `Renamed Acme.`; null where the page itself tells what came of it. */
  done: string | ((data: Data | null) => string | null);
  undo?: Undo;
  /** The same as the action's own `read`. */
  read?: (form: FormData) => Record<string, unknown>;
  resetOnDone?: boolean;
  onDone?: (data: Data | null) => void;
  className?: string;
  children: ReactNode;
}) {
  const [posted, post] = useActionState<ActionState<Data>, FormData>(action, idle);
  const [sent, setSent] = useState<ActionState<Data> | null>(null);
  const [pending, startTransition] = useTransition();
  const router = useRouter();
  const element = useRef<HTMLFormElement>(null);
  const state = sent ?? posted;
  const said = (data: Data | null) => (typeof done === "string" ? done : done(data));

  const { register, handleSubmit, formState, setError, clearErrors, reset } = useForm<
    Record<string, unknown>
  >({
    mode: "onTouched",
    shouldFocusError: false,
    resolver: () => {
      if (!schema || !element.current) return { values: {}, errors: {} };
      const form = new FormData(element.current);
      const parsed = schema.safeParse({ ...readForm(schema, form), ...read?.(form) });
      if (parsed.success) return { values: {}, errors: {} };
      const errors: FieldErrors = {};
      for (const issue of parsed.error.issues) {
        const name = String(issue.path[0] ?? "input");
        errors[name] ??= { type: "schema", message: issue.message };
      }
      return { values: {}, errors };
    },
  });

  const send = () => {
    if (pending || !element.current) return;
    const form = new FormData(element.current);
    startTransition(async () => {
      const answer = await action(idle, form).catch(unreachable);
      if (answer.status === "failed") {
        for (const [name, message] of Object.entries(answer.fields)) {
          setError(name, { type: "server", message });
        }
      } else {
        clearErrors();
      }
      setSent(answer);
      if (answer.status !== "done") return;
      const text = said(answer.data);
      if (text) toast(text, undo && (() => sendUndo(undo, tenant, () => router.refresh())));
      if (resetOnDone) {
        element.current?.reset();
        reset();
      }
      onDone?.(answer.data);
      // In place of the form or the dialog: Back does not lead to what is done.
      if (answer.goTo !== null) router.replace(answer.goTo);
    });
  };

  // The focus goes where the correction is due, after a plain form post too.
  useEffect(() => {
    if (state.status === "failed") focusFirst(element.current);
  }, [state]);

  // Our own messages take the place of the browser's, which are better than none without a script.
  useEffect(() => element.current?.setAttribute("novalidate", ""), []);

  const facts = useMemo((): FormFacts => {
    const failed = posted.status === "failed" && sent === null ? posted : null;
    return {
      pending,
      register,
      errorOf: (name) => {
        const own = formState.errors[name]?.message;
        return typeof own === "string" ? own : failed?.fields[name];
      },
      typed: (name) => failed?.values[name],
    };
  }, [posted, sent, pending, register, formState]);

  return (
    <FormContext value={facts}>
      <form
        action={post}
        className={className}
        onSubmit={(event) => {
          event.preventDefault();
          handleSubmit(send, () => focusFirst(element.current))(event);
        }}
        ref={element}
      >
        {tenant !== undefined && <input name="_tenant" type="hidden" value={tenant} />}
        <FormFailure form={element} known={schema} posted={posted} said={said} state={state} />
        {children}
      </form>
    </FormContext>
  );
}

/** Once what failed is on the screen. */
function focusFirst(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

async function sendUndo(undo: Undo, tenant: string | undefined, refresh: () => void) {
  const form = new FormData();
  if (tenant !== undefined) form.set("_tenant", tenant);
  for (const [name, value] of Object.entries(undo.values)) {
    for (const one of typeof value === "string" ? [value] : value) form.append(name, one);
  }
  const answer = await undo.action(idle, form).catch(unreachable);
  if (answer.status === "done") toast(undo.done);
  else if (answer.status === "failed") toast(`Not undone: ${answer.message}`);
  refresh();
}

/** The request itself failed: nothing is known about what the server did. */
function unreachable(): Extract<ActionState<never>, { status: "failed" }> {
  return {
    status: "failed",
    at: Date.now(),
    code: "unreachable",
    fields: {},
    message: "Gatehouse did not answer. Check your connection and send it again; nothing is lost.",
    requestId: null,
    values: {},
    signInPath: null,
  };
}
