import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { type ActionState, type FormAction, valuesOf } from "#components/form/action-state.ts";
import { readForm } from "#components/form/read-form.ts";
import type { Context } from "#domain/kernel/context.ts";
import { type ErrorCode, GatehouseError, unauthenticated } from "#domain/kernel/errors.ts";
import type { Operation } from "#domain/kernel/operation.ts";
import { enterTenant } from "#domain/tenants/enter.ts";
import { log } from "#platform/log.ts";
import { currentPath, requestInfo, signedIn, signInPath } from "./context.ts";

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
    fields: known?.fields ?? {},
    message:
      known?.message ?? "Gatehouse failed to do this. Try again; the log has the request id.",
    requestId: code === "invalid" ? null : requestId,
    values: valuesOf(form),
    signInPath: code === ("unauthenticated" satisfies ErrorCode) ? await signInHere() : null,
  };
}

async function signInHere(): Promise<string> {
  return signInPath(await currentPath());
}

async function isScripted(): Promise<boolean> {
  return (await headers()).has("next-action");
}
