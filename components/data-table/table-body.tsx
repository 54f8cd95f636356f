"use client";

import type { ReactTable } from "@tanstack/react-table";
import { clsx } from "clsx";
import { PanelRightOpen } from "lucide-react";
import type { KeyboardEvent } from "react";
import { ListLink, useGo } from "./navigation.tsx";
import type { kit } from "./table-features.ts";
import { hrefWith, type UrlState } from "./url-state.ts";

/**
 * The rows. Arrow up and down go from row to row; Space looks inside the row that the focus is in.
 * Under 768 px each row is a card, whose cells name their columns.
 */
export function TableBody<Row extends object>({
  table,
  at,
  rowName,
  selectable,
  hasPeek,
  density,
}: {
  table: ReactTable<typeof kit, Row>;
  at: UrlState;
  rowName: (row: Row) => string;
  selectable: boolean;
  hasPeek: boolean;
  density: "comfortable" | "compact";
}) {
  const go = useGo();
  const peeked = at.params["peek"];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const row = target?.closest("tr");
    if (!row || target?.closest("input, textarea, select, button")) return;
    if (event.key === " " && hasPeek) {
      const id = row.dataset["rowId"];
      if (id === undefined) return;
      event.preventDefault();
      go(hrefWith(at, { peek: id === peeked ? null : id }));
    }
    const sibling = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling };
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    sibling[event.key]?.querySelector<HTMLElement>("a")?.focus();
  };
  return (
    <tbody
      className="divide-y divide-hairline border-hairline border-t max-md:flex max-md:flex-col max-md:gap-2 max-md:divide-y-0 max-md:border-t-0 max-md:p-4"
      onKeyDown={onKeyDown}
    >
      {table.getRowModel().rows.map((row) => (
        <tr
          className={clsx(
            "group max-md:relative max-md:block max-md:rounded-card max-md:border max-md:border-hairline max-md:px-4 max-md:py-3",
            row.getIsSelected() || row.id === peeked
              ? "bg-selected"
              : "max-md:bg-surface md:hover:bg-subtle",
          )}
          data-row-id={row.id}
          key={row.id}
        >
          {selectable && (
            <td className="noscript:hidden w-10 pl-4 md:pl-6 max-md:absolute max-md:top-4 max-md:right-14 max-md:w-auto max-md:pl-0">
              <input
                aria-label={`Choose ${rowName(row.original)}`}
                checked={row.getIsSelected()}
                className="size-4 align-middle accent-accent"
                onChange={row.getToggleSelectedHandler()}
                type="checkbox"
              />
            </td>
          )}
          {row.getVisibleCells().map((cell) => {
            const meta = cell.column.columnDef.meta;
            return (
              <td
                className={clsx(
                  "px-3 first:pl-4 md:last:pr-6 md:first:pl-6",
                  density === "compact" ? "h-9 py-1" : "h-11 py-2",
                  meta?.align === "end" && "tabular-nums md:text-right",
                  meta?.wide && "md:max-lg:hidden",
                  meta?.hideable === false && "max-md:text-touch",
                  meta?.hideable === false && (selectable ? "max-md:pr-20" : "max-md:pr-10"),
                  "max-md:flex max-md:h-auto max-md:justify-between max-md:gap-4 max-md:px-0 max-md:py-1 max-md:first:pl-0",
                )}
                key={cell.id}
              >
                {meta?.hideable !== false && (
                  <span className="shrink-0 text-muted md:hidden">{meta?.label}</span>
                )}
                <span
                  className={clsx(
                    "block min-w-0 break-words md:max-w-72 md:overflow-clip md:text-ellipsis md:whitespace-nowrap md:[overflow-clip-margin:4px]",
                    meta?.hideable !== false && "max-md:text-right",
                  )}
                >
                  <table.FlexRender cell={cell} />
                </span>
              </td>
            );
          })}
          <td className="w-10 pr-4 text-right max-md:absolute max-md:top-2.5 max-md:right-2 max-md:w-auto max-md:pr-0">
            {hasPeek && (
              <ListLink
                aria-label={`Look inside ${rowName(row.original)}`}
                className="inline-flex size-8 items-center justify-center rounded-control text-muted hover:bg-subtle hover:text-text md:opacity-0 md:focus-visible:opacity-100 md:group-hover:opacity-100 pointer-coarse:size-11 md:pointer-coarse:opacity-100"
                href={hrefWith(at, { peek: row.id })}
                title="Look inside (Space)"
              >
                <PanelRightOpen aria-hidden="true" className="size-4" />
              </ListLink>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  );
}
