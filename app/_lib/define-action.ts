import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { type ActionState, type FormAction, valuesOf } from "#components/form/action-state.ts";
import { readForm } from "#components/form/read-form.ts";
import type { Context } from "#domain/kernel/context.ts";
import {
  conflict,
  type ErrorCode,
  type FieldErrors,
  GatehouseError,
  unauthenticated,
} from "#domain/kernel/errors.ts";
import type { Operation } from "#domain/kernel/operation.ts";
import { enterTenant } from "#domain/tenants/enter.ts";
import { log } from "#platform/log.ts";
import { currentPath, requestInfo, signedIn, signInPath } from "./context.ts";

const MOST_AT_ONCE = 100;

type Options<Result, Data> = {
  /** Reads what the schema alone cannot know; merged over what `readForm` found. */
  read?: (form: FormData) => Record<string, unknown>;
  /** What of the result the form may see. Without it nothing leaves the server. */
  data?: (result: Result) => Data;
  /** Where to go afterwards. In: the result, and the tenant's slug that the form named. */
  goTo?: (result: Result, tenant: string) => string;
};

/**
 * Binds an operation to forms: `export const createTenantAction = defineAction(createTenant)` in a
 * file of `"use server"`. The form's hidden `_tenant` names the tenant acted in; without it, it is
 * the person's own. The operation authorizes, whoever posts. Works as a plain form post too.
 */
export function defineAction<Schema extends z.ZodType, Result, Data = undefined>(
  operation: Operation<Schema, Result>,
  options: Options<Result, Data> = {},
): FormAction<Data> {
  return async function action(_previous, form): Promise<ActionState<Data>> {
    try {
      const tenant = form.get("_tenant");
      const slug = typeof tenant === "string" ? tenant : "";
      const input = { ...readForm(operation.input, form), ...options.read?.(form) };
      // The operation parses it: a form hands it on unread, as every transport does.
      const result = await operation(await callerContext(slug), input as z.input<Schema>);
      refresh();
      const goTo = options.goTo?.(result, slug) ?? null;
      // A script shows what was done and then goes there itself; a plain post is led there.
      if (goTo !== null && !(await isScripted())) redirect(goTo);
      return { status: "done", at: Date.now(), data: options.data?.(result) ?? null, goTo };
    } catch (error) {
      unstable_rethrow(error);
      return await failed(error, form);
    }
  };
}

async function callerContext(slug: string): Promise<Context> {
  const person = await signedIn();
  if (!person) throw unauthenticated("You were signed out meanwhile. Sign in again, then go on.");
  const { actor } = person;
  const ctx = { actor, tenantId: actor.tenantId, request: await requestInfo() };
  return slug === "" ? ctx : await enterTenant(ctx, slug);
}

async function failed(error: unknown, form: FormData): Promise<ActionState<never>> {
  const { requestId } = await requestInfo();
  const known = error instanceof GatehouseError ? error : null;
  if (!known) log.error({ err: error, requestId }, "an action failed");
  const code = known?.code ?? "internal";
  return {
    status: "failed",
    at: Date.now(),
    code,
    fields: byField(known?.fields ?? {}),
    message:
      known?.message ?? "Gatehouse failed to do this. Try again; the log has the request id.",
    requestId: code === "invalid" ? null : requestId,
    values: valuesOf(form),
    signInPath: code === ("unauthenticated" satisfies ErrorCode) ? await signInHere() : null,
  };
}

/** A message about an entry of a list, `directoryIds.1`, stands beside the list's one field. */
function byField(fields: FieldErrors): FieldErrors {
  const found: Record<string, string> = {};
  for (const [path, message] of Object.entries(fields)) {
    found[path.split(".", 1)[0] ?? path] ??= message;
  }
  return found;
}

async function signInHere(): Promise<string> {
  return signInPath(await currentPath());
}

async function isScripted(): Promise<boolean> {
  return (await headers()).has("next-action");
}

/**
 * The same for many things at once: the form's `ids` go through the operation one by one, each in a
 * transaction of its own and with its own audit event. In: what an id means, as input and, where it
 * is another than the form's, as tenant; `name` is what people call it. Those that failed are named,
 * and stay chosen; where an id tells nobody anything, the name is empty and the reasons stand alone.
 */
export function defineBulkAction<Schema extends z.ZodType, Result>(
  operation: Operation<Schema, Result>,
  each: (id: string) => { input: Record<string, unknown>; tenant?: string; name?: string },
): FormAction<undefined> {
  return async function action(_previous, form): Promise<ActionState> {
    try {
      const tenant = form.get("_tenant");
      const ids = form.getAll("ids").map(String).slice(0, MOST_AT_ONCE);
      const reasons: string[] = [];
      for (const id of ids) {
        const {
          input,
          tenant: own = typeof tenant === "string" ? tenant : "",
          name = id,
        } = each(id);
        try {
          await operation(await callerContext(own), input as z.input<Schema>);
        } catch (error) {
          if (!(error instanceof GatehouseError) || error.code === "unauthenticated") throw error;
          reasons.push(name === "" ? error.message : `${name}: ${error.message}`);
        }
      }
      refresh();
      if (reasons.length > 0) {
        const done = ids.length - reasons.length;
        throw conflict(`${done} of ${ids.length} done. ${[...new Set(reasons)].join(" ")}`);
      }
      return { status: "done", at: Date.now(), data: null, goTo: null };
    } catch (error) {
      unstable_rethrow(error);
      return await failed(error, form);
    }
  };
}
