import { z } from "zod";
import { invalid } from "./errors.ts";

const MAX_PER_PAGE = 100;
const DEFAULT_PER_PAGE = 50;

/** One page of a list. `nextCursor` is null on the last one. */
export type Page<Item> = { items: Item[]; nextCursor: string | null };

/** The parameters that every list takes. */
export const pageInput = z.object({
  limit: z.coerce
    .number("A limit is a number from 1 to 100.")
    .int("A limit is a whole number.")
    .min(1, "A limit is at least 1.")
    .max(MAX_PER_PAGE, `A limit is at most ${MAX_PER_PAGE}.`)
    .default(DEFAULT_PER_PAGE),
  cursor: z.string().max(1_000, "This is not a cursor that Gatehouse gave out.").optional(),
});

/**
 * The key that a cursor stands for: the sort values of the last row seen, tie-breaker included.
 * Throws `invalid` for anything that `cursorOf` did not make for this key.
 */
export function readCursor<Key extends z.ZodType>(
  cursor: string | undefined,
  key: Key,
): z.output<Key> | null {
  if (cursor === undefined) return null;
  const parsed = key.safeParse(decode(cursor));
  if (parsed.success) return parsed.data;
  throw invalid({
    cursor: "This is not a cursor that Gatehouse gave out. Start from the first page.",
  });
}

/** Cuts `rows`, read with one row more than `limit`, into a page. */
export function page<Row>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => readonly unknown[],
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? encode(keyOf(last)) : null };
}

function encode(key: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
