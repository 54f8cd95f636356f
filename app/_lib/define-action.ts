import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import { z } from "zod";
import {
  type ActionState,
  type Failed,
  type FormAction,
  valuesOf,
} from "#components/form/action-state.ts";
import { readForm } from "#components/form/read-form.ts";
import { dropFormDraft } from "#domain/form-drafts/drop.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import type { Operation } from "#domain/kernel/operation.ts";
import { failed, plainly, type ToForm, theirsOf } from "./action-failure.ts";
import { callerContext } from "./form-owner.ts";
import { keepDraft } from "./keep-draft.ts";

type Options<Result, Data> = {
  /** Reads what the schema alone cannot know; merged over what `readForm` found. */
  read?: (form: FormData) => Record<string, unknown>;
  /** The way back of `read`: what somebody else saved, as the form's fields say it. */
  toForm?: ToForm;
  /** What of the result the form may see. Without it nothing leaves the server. */
  data?: (result: Result) => Data;
  /** Where to go afterwards. In: the result, and the tenant's slug that the form named. */
  goTo?: (result: Result, tenant: string) => string | null;
};

/**
 * Binds an operation to forms: `export const createTenantAction = defineAction(createTenant)` in a
 * file of `"use server"`. The form's hidden `_tenant` names the tenant acted in; without it, it is
 * the person's own. The operation authorizes, whoever posts. Works as a plain form post too: one
 * whose session ended is kept as a draft, and the person comes back to it signed in.
 */
export function defineAction<Schema extends z.ZodType, Result, Data = undefined>(
  operation: Operation<Schema, Result>,
  options: Options<Result, Data> = {},
): FormAction<Data> {
  const toForm: ToForm = (values) => ({ ...plainly(values), ...options.toForm?.(values) });
  return async function action(previous, form): Promise<ActionState<Data>> {
    try {
      if (form.get("_stale") === "theirs") return takeTheirs(previous, form);
      const tenant = form.get("_tenant");
      const slug = typeof tenant === "string" ? tenant : "";
      const input = { ...readForm(operation.input, form), ...options.read?.(form) };
      const ctx = await callerContext(form, slug);
      // The operation parses it: a form hands it on unread, as every transport does.
      const result = await operation(ctx, input as z.input<Schema>);
      await dropFormDraft(ctx, form.get("_draft"));
      refresh();
      const goTo = options.goTo?.(result, slug) ?? null;
      // A script shows what was done and then goes there itself; a plain post is led there.
      if (goTo !== null && !(await isScripted())) redirect(goTo);
      return { status: "done", at: Date.now(), data: options.data?.(result) ?? null, goTo };
    } catch (error) {
      unstable_rethrow(error);
      const signedOut = error instanceof GatehouseError && error.code === "unauthenticated";
      if (signedOut && !(await isScripted())) redirect(await keepDraft(form));
      return await failed(error, form, toForm);
    }
  };
}

/** What a plain post gets back from the page that it was sent from. */
const previousState = z.object({
  stale: z.object({
    version: z.string(),
    fields: z.record(z.string(), z.object({ theirs: z.array(z.string()), touched: z.boolean() })),
  }),
});

/** Without a script: the same form with what they saved, sent by nobody yet. */
function takeTheirs(previous: unknown, form: FormData): Failed {
  const { data } = previousState.safeParse(previous);
  const values = valuesOf(form);
  return {
    status: "failed",
    at: Date.now(),
    code: "invalid",
    fields: {},
    message: "What they saved is in the form now. Nothing was sent: save what you still change.",
    requestId: null,
    values: data
      ? { ...values, ...theirsOf(data.stale, true), version: [data.stale.version] }
      : values,
    signInPath: null,
    stale: null,
  };
}

async function isScripted(): Promise<boolean> {
  return (await headers()).has("next-action");
}
