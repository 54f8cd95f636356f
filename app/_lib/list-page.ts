import { unstable_rethrow } from "next/navigation";
import { hiddenColumns, readLook } from "#app/_lib/look.ts";
import { rememberLook } from "#app/(console)/look-actions.ts";
import type { TableLook } from "#components/data-table/table-features.ts";
import type { Failure } from "#components/ui/failure.tsx";
import { GatehouseError } from "#domain/kernel/errors.ts";
import type { Page } from "#domain/kernel/list.ts";
import { log } from "#platform/log.ts";
import { orPage, requestInfo } from "./context.ts";

export type SearchParams = Promise<Readonly<Record<string, string | string[] | undefined>>>;

type Listed<Item> = { page: Page<Item>; failure: Failure | null };

/**
 * One page of a list for a table, or why there is none, for the table to say: a list that cannot be
 * read is no empty list. What is forbidden, missing or signed out is a page of its own.
 */
export async function readList<Item>(reading: Promise<Page<Item>>): Promise<Listed<Item>> {
  try {
    return { page: await orPage(reading), failure: null };
  } catch (error) {
    unstable_rethrow(error);
    const { requestId } = await requestInfo();
    const known = error instanceof GatehouseError;
    if (!known) log.error({ err: error, requestId }, "a list failed");
    const message = known ? error.message : "Gatehouse could not read this list.";
    return {
      page: { items: [], nextCursor: null, previousCursor: null, total: null },
      failure: { message, requestId },
    };
  }
}

/** How this person wants a table to look, with what remembers it. */
export async function tableLook(table: string): Promise<TableLook> {
  const { density } = await readLook();
  return { density, hidden: await hiddenColumns(table), save: rememberLook };
}

/** `1,204`, or `10,000+` past where counting ends. */
export function countText(total: Page<unknown>["total"]): string | undefined {
  if (total === null) return undefined;
  return `${total.value.toLocaleString("en")}${total.capped ? "+" : ""}`;
}
