import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Database, Tx } from "#db/client.ts";
import { invalid } from "./errors.ts";
import { type Cursor, decodeCursor, encodeCursor, type Page, type SortChoice } from "./list.ts";

/** Counting ends here: nobody reads on to know whether it is 14,211 or 14,212. */
export const TOTAL_CAP = 10_000;

/** What a column's values are, so that a cursor's text is read back as one. */
type Kind = "text" | "instant" | "number" | "uuid";

/** An expression that is never null: a null would compare with nothing. */
export type SortColumn = { by: SQL | PgColumn; kind: Kind };

const SHAPES: Record<Kind, RegExp> = {
  text: /^[^\0]*$/s,
  instant: /^(-infinity|\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d){0,2})$/,
  number: /^-?\d{1,18}$/,
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
};

/**
 * The statement's parts for one page of a list: keyset, in either direction, with a tie-breaker, so
 * that pages neither overlap nor leave gaps while rows come and go.
 * In: the parsed input, the list's columns and a unique tie-breaker. Throws `invalid` for a cursor
 * that Gatehouse did not give out for this order.
 */
export function listPage<Column extends string>(
  input: { limit: number; sort: SortChoice<Column>; cursor?: string | undefined },
  columns: Readonly<Record<Column, SortColumn>>,
  tie: SortColumn,
) {
  const { column, descending } = readSort(input.sort, columns);
  const cursor = readCursor(input, column.kind, tie.kind);
  const backwards = cursor?.towards === "previous";
  const down = descending !== backwards;
  const direction = down ? sql`desc` : sql`asc`;
  const place = cursor
    ? sql`(${cast(cursor.key, column.kind)}, ${cast(cursor.tie, tie.kind)})`
    : undefined;

  return {
    /** To select beside the row: what the cursors of the page are made of. */
    key: { sortKey: sql<string>`(${column.by})::text`, tieKey: sql<string>`(${tie.by})::text` },
    where: place && sql`(${column.by}, ${tie.by}) ${down ? sql`<` : sql`>`} ${place}`,
    orderBy: [sql`${column.by} ${direction}`, sql`${tie.by} ${direction}`],
    /** One row more than a page has, to know whether another page follows. */
    limit: input.limit + 1,
    cut: <Row extends { sortKey: string; tieKey: string }>(rows: readonly Row[]) => {
      const more = rows.length > input.limit;
      const shown = rows.slice(0, input.limit);
      if (backwards) shown.reverse();
      const cursorAt = (row: Row | undefined, towards: Cursor["towards"]) =>
        row ? encodeCursor({ sort: input.sort, towards, key: row.sortKey, tie: row.tieKey }) : null;
      const hasNext = backwards || more;
      const hasPrevious = backwards ? more : cursor !== null;
      return {
        rows: shown,
        nextCursor: hasNext ? cursorAt(shown.at(-1), "next") : null,
        previousCursor: hasPrevious ? cursorAt(shown[0], "previous") : null,
      };
    },
  };
}

/** How many rows `matching` has, counted up to the cap. In: a `select` without order and limit. */
export async function cappedTotal(db: Database | Tx, matching: SQL): Promise<Page<never>["total"]> {
  const [row] = await db.execute<{ counted: number }>(
    sql`select count(*)::int as counted from (${matching} limit ${TOTAL_CAP + 1}) as matching`,
  );
  const counted = row?.counted ?? 0;
  return { value: Math.min(counted, TOTAL_CAP), capped: counted > TOTAL_CAP };
}

/** A `like` pattern of texts that start with `text`, whatever characters it has. */
export function startingWith(text: string): string {
  return `${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
}

/** The same for texts that contain it. */
export function containing(text: string): string {
  return `%${startingWith(text)}`;
}

function readSort<Column extends string>(
  sort: SortChoice<Column>,
  columns: Readonly<Record<Column, SortColumn>>,
): { column: SortColumn; descending: boolean } {
  for (const [name, column] of Object.entries<SortColumn>(columns)) {
    if (sort === name) return { column, descending: false };
    if (sort === `-${name}`) return { column, descending: true };
  }
  throw new Error(`A list has no column for "${sort}"`);
}

function readCursor(
  input: { sort: string; cursor?: string | undefined },
  kind: Kind,
  tieKind: Kind,
): Cursor | null {
  if (input.cursor === undefined) return null;
  const cursor = decodeCursor(input.cursor);
  const fits = cursor && SHAPES[kind].test(cursor.key) && SHAPES[tieKind].test(cursor.tie);
  if (fits && cursor.sort === input.sort) return cursor;
  throw invalid({
    cursor: "This is not a cursor that Gatehouse gave out. Start from the first page.",
  });
}

function cast(value: string, kind: Kind): SQL {
  const types = {
    text: sql`text`,
    instant: sql`timestamptz`,
    number: sql`bigint`,
    uuid: sql`uuid`,
  };
  return sql`${value}::${types[kind]}`;
}
