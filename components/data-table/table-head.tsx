"use client";

import type { ReactTable } from "@tanstack/react-table";
import { clsx } from "clsx";
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import { ListLink } from "./navigation.tsx";
import type { kit } from "./table-features.ts";
import { hrefWith, type UrlState } from "./url-state.ts";

/** The heads of the columns: what sorts is a link, and says which way it sorts. */
export function TableHead<Row extends object>({
  table,
  at,
  defaultSort,
  selectable,
}: {
  table: ReactTable<typeof kit, Row>;
  at: UrlState;
  defaultSort: string | undefined;
  selectable: boolean;
}) {
  const sort = at.params["sort"] ?? defaultSort;
  return (
    <thead className="max-md:hidden">
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id}>
          {selectable && (
            <th className="noscript:hidden h-9 w-10 pl-4 md:pl-6" scope="col">
              <input
                aria-label="Choose all rows of this page"
                checked={table.getIsAllRowsSelected()}
                className="size-4 align-middle accent-accent"
                onChange={table.getToggleAllRowsSelectedHandler()}
                type="checkbox"
              />
            </th>
          )}
          {group.headers.map((header) => {
            const meta = header.column.columnDef.meta;
            const direction = directionOf(sort, meta?.sort);
            return (
              <th
                aria-sort={meta?.sort ? (direction ?? "none") : undefined}
                className={clsx(
                  "h-9 whitespace-nowrap px-3 font-medium text-meta text-muted first:pl-4 last:pr-4 md:first:pl-6 md:last:pr-6",
                  meta?.align === "end" && "text-right",
                  meta?.wide && "md:max-lg:hidden",
                )}
                key={header.id}
                scope="col"
              >
                {meta?.sort ? (
                  <ListLink
                    className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded-control px-1 hover:text-text"
                    href={hrefWith(at, { sort: nextSort(meta.sort, direction) })}
                  >
                    {meta.label}
                    <Arrow direction={direction} />
                  </ListLink>
                ) : (
                  meta?.label
                )}
              </th>
            );
          })}
          <th className="w-10 pr-4" scope="col">
            <span className="sr-only">Look inside</span>
          </th>
        </tr>
      ))}
    </thead>
  );
}

type Direction = "ascending" | "descending" | null;

/** Which way the list goes by this column; null where it does not. */
export function directionOf(sort: string | undefined, column: string | undefined): Direction {
  if (!column || !sort) return null;
  if (sort === column) return "ascending";
  return sort === `-${column}` ? "descending" : null;
}

/** The order that choosing this column leads to. */
export function nextSort(column: string, direction: Direction): string {
  return direction === "ascending" ? `-${column}` : column;
}

function Arrow({ direction }: { direction: Direction }) {
  const Icon =
    direction === "ascending" ? ArrowUp : direction === "descending" ? ArrowDown : ArrowUpDown;
  return <Icon aria-hidden="true" className={clsx("size-3.5", !direction && "opacity-50")} />;
}
