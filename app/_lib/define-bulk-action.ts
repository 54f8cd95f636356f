import { refresh } from "next/cache";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { ActionState, FormAction } from "#components/form/action-state.ts";
import type { BulkResult } from "#components/form/bulk-result.ts";
import type { Context } from "#domain/kernel/context.ts";
import { conflict, GatehouseError } from "#domain/kernel/errors.ts";
import type { Page, UrlParameters } from "#domain/kernel/list.ts";
import type { Operation } from "#domain/kernel/operation.ts";
import { failed, plainly } from "./action-failure.ts";
import { callerContext } from "./form-owner.ts";

/** As many as one request does: a page of a list, and a second or two. */
const MOST_AT_ONCE = 100;

/** What an id means: the operation's input and, where it is another than the form's, the tenant. */
type Each = (id: string) => { input: Record<string, unknown>; tenant?: string };

/** The list that "all matching" means, by the very filters of its address. */
type Matching<Input, Item> = {
  list: (ctx: Context, input: Input) => Promise<Page<Item>>;
  fromUrl: (parameters: UrlParameters) => Input;
  idOf: (item: Item) => string;
  /** What people call it; ids are for programs. */
  nameOf: (item: Item) => string;
};

/**
 * The same as `defineAction` for many things at once: each goes through the operation on its own, in a
 * transaction of its own and with its own audit event. The form's `ids` are the chosen ones: when some
 * fail, the reasons are told and the rows stay chosen. Or its `_matching` says by which search and
 * filters to take everything: one batch of the list from `_after` on, in the list's default order,
 * which these changes do not touch. The answer says where the next batch begins.
 */
export function defineBulkAction<Schema extends z.ZodType, Result, Input extends object, Item>(
  operation: Operation<Schema, Result>,
  each: Each,
  matching: Matching<Input, Item>,
): FormAction<BulkResult> {
  return async function action(_previous, form): Promise<ActionState<BulkResult>> {
    try {
      const tenant = form.get("_tenant");
      const slug = typeof tenant === "string" ? tenant : "";
      const query = form.get("_matching");
      const { targets, next } =
        typeof query === "string"
          ? await matched(matching, await callerContext(form, slug), query, form.get("_after"))
          : chosen(form);
      const failures: { name: string; reason: string }[] = [];
      for (const { id, name } of targets) {
        const { input, tenant: own = slug } = each(id);
        try {
          await operation(await callerContext(form, own), input as z.input<Schema>);
        } catch (error) {
          if (!(error instanceof GatehouseError) || error.code === "unauthenticated") throw error;
          failures.push({ name, reason: error.message });
        }
      }
      if (next === null) refresh();
      const done = targets.length - failures.length;
      if (typeof query !== "string" && failures.length > 0) {
        const reasons = new Set(failures.map(({ reason }) => reason));
        throw conflict(`${done} of ${targets.length} done. ${[...reasons].join(" ")}`);
      }
      return { status: "done", at: Date.now(), data: { done, failures, next }, goTo: null };
    } catch (error) {
      unstable_rethrow(error);
      return await failed(error, form, plainly);
    }
  };
}

function chosen(form: FormData) {
  const ids = form.getAll("ids").map(String).slice(0, MOST_AT_ONCE);
  return { targets: ids.map((id) => ({ id, name: id })), next: null };
}

async function matched<Input extends object, Item>(
  { list, fromUrl, idOf, nameOf }: Matching<Input, Item>,
  ctx: Context,
  query: string,
  after: FormDataEntryValue | null,
) {
  const { sort: _, cursor: __, ...filters } = Object.fromEntries(new URLSearchParams(query));
  const cursor = typeof after === "string" && after !== "" ? { cursor: after } : {};
  const page = await list(ctx, { ...fromUrl(filters), ...cursor, limit: MOST_AT_ONCE });
  const targets = page.items.map((item) => ({ id: idOf(item), name: nameOf(item) }));
  return { targets, next: page.nextCursor };
}
