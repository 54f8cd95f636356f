"use client";

import { useRouter } from "next/navigation";
import {
  Fragment,
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
import { type ActionState, type FormAction, idle, type Stale } from "./action-state.ts";
import { FormContext, type FormFacts } from "./form-context.ts";
import { FormFailure } from "./form-failure.tsx";
import { FormMarks } from "./form-marks.tsx";
import { readForm } from "./read-form.ts";
import { sendUndo, type Undo } from "./send-undo.ts";
import { unreachable } from "./unreachable.ts";
import { useDraft } from "./use-draft.ts";
import { writeField } from "./write-field.ts";

/**
 * A form of a server action: checked by the operation's own schema while somebody types, sent
 * without leaving the page, and a plain form post where no script runs. What was typed stays
 * through every failure, and the focus goes to the first field to correct.
 *
 * With the `version` of what it changes it notices that somebody else saved first, shows what they
 * saved beside what was typed, and asks whose counts. It starts from the version that was on the
 * screen when somebody began to type: what a refresh brings later shows in untouched forms only.
 */
export function ActionForm<Data>({
  action,
  schema,
  tenant,
  version,
  done,
  undo,
  read,
  resetOnDone = false,
  onDone,
  answer,
  className = "flex flex-col gap-4",
  children,
}: {
  action: FormAction<Data>;
  schema?: z.ZodType;
  /** The slug of the tenant acted in; without it, the person's own. */
  tenant?: string;
  /** Of the object as it stands on the page; the operation's input takes it as `version`. */
  version?: string;
  /** What the toast says, such as `Renamed Acme.`; null where the page itself tells what came of it. */
  done: string | ((data: Data | null) => string | null);
  undo?: Undo;
  /** The same as the action's own `read`. */
  read?: (form: FormData) => Record<string, unknown>;
  resetOnDone?: boolean;
  onDone?: (data: Data | null) => void;
  /** What stands in the form's place once it is done, such as a secret that is shown this once. */
  answer?: (data: NonNullable<Data>) => ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const [posted, post] = useActionState<ActionState<Data>, FormData>(action, idle);
  const [sent, setSent] = useState<ActionState<Data> | null>(null);
  const [pending, startTransition] = useTransition();
  const [dirty, setDirty] = useState(false);
  const [base, setBase] = useState(version);
  const [taken, setTaken] = useState<string | null>(null);
  const router = useRouter();
  const element = useRef<HTMLFormElement>(null);
  const state = sent ?? posted;
  const { prefix, draft } = useDraft(state.status !== "done");
  const stale = state.status === "failed" ? state.stale : null;
  const said = (data: Data | null) => (typeof done === "string" ? done : done(data));
  if (version !== base && !dirty) setBase(version);

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

  const send = (submitter: HTMLElement | null) => {
    if (pending || !element.current) return;
    const form = new FormData(element.current, submitter);
    startTransition(async () => {
      const answer = await action(idle, form).catch(unreachable);
      if (answer.status === "failed") {
        for (const [name, message] of Object.entries(answer.fields)) {
          setError(name, { type: "server", message });
        }
        if (answer.stale) fillIn(element.current, answer.stale, false);
      } else {
        clearErrors();
      }
      setSent(answer);
      if (answer.status !== "done") return;
      setDirty(false);
      setTaken(null);
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

  const takeTheirs = (theirs: Stale) => {
    fillIn(element.current, theirs, true);
    setTaken(theirs.version);
    setSent(idle);
    clearErrors();
    const [first] = Object.keys(theirs.fields);
    const field = element.current?.querySelector<HTMLElement>(
      `[name="${first}"]:not([type=hidden])`,
    );
    field?.focus();
  };

  // The focus goes where the correction is due, after a plain form post too.
  useEffect(() => {
    if (state.status === "failed" && !state.stale) focusFirst(element.current);
  }, [state]);

  // Our own messages take the place of the browser's, which are better than none without a script.
  useEffect(() => element.current?.setAttribute("novalidate", ""), []);

  const facts = useMemo((): FormFacts => {
    const failed = posted.status === "failed" && sent === null ? posted : null;
    return {
      pending,
      prefix,
      register,
      errorOf: (name) => {
        const own = formState.errors[name]?.message;
        return typeof own === "string" ? own : failed?.fields[name];
      },
      typed: (name) => failed?.values[name] ?? draft?.values[name],
      staleOf: (name) => stale?.fields[name],
    };
  }, [posted, sent, pending, prefix, register, formState, draft, stale]);

  const told = state.status === "done" ? state.data : null;
  if (answer && told) return answer(told);
  return (
    <FormContext value={facts}>
      <form
        action={post}
        className={className}
        onInput={() => setDirty(true)}
        onSubmit={(event) => {
          event.preventDefault();
          const { submitter } = event.nativeEvent as SubmitEvent;
          const takes = submitter?.getAttribute("name") === "_stale";
          if (takes && stale) takeTheirs(stale);
          else
            handleSubmit(
              () => send(submitter),
              () => focusFirst(element.current),
            )(event);
        }}
        ref={element}
      >
        <FormMarks
          draft={draft?.id}
          resumed={draft !== null && state.status === "idle"}
          taken={taken}
          tenant={tenant}
          version={version && base}
        />
        <FormFailure form={element} known={schema} posted={posted} said={said} state={state} />
        <Fragment key={base}>{children}</Fragment>
      </form>
    </FormContext>
  );
}

/** Once what failed is on the screen. */
function focusFirst(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

/** Puts in what they saved: everywhere, or just where nothing of our own would go. */
function fillIn(form: HTMLFormElement | null, { fields }: Stale, everywhere: boolean): void {
  for (const [name, { theirs, touched }] of Object.entries(fields)) {
    if (form && (everywhere || !touched)) writeField(form, name, theirs);
  }
}
