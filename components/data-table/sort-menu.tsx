"use client";

import { ArrowUpDown } from "lucide-react";
import { Popover, popoverItem } from "#components/ui/popover.tsx";
import type { SortColumn } from "./data-table.tsx";
import { ListLink } from "./navigation.tsx";
import { directionOf, nextSort } from "./table-head.tsx";
import { hrefWith, type UrlState } from "./url-state.ts";

/** The look of what opens a choice in the toolbar. */
export const chipClass =
  "inline-flex h-8 cursor-pointer items-center gap-1.5 rounded-control border border-control border-dashed px-3 font-medium text-compact text-muted hover:bg-subtle hover:text-text pointer-coarse:h-11";

/** What the heads of the columns do where rows are cards. */
export function SortMenu({
  at,
  sorts,
  defaultSort,
}: {
  at: UrlState;
  sorts: readonly SortColumn[];
  defaultSort: string | undefined;
}) {
  if (sorts.length === 0) return null;
  const now = at.params["sort"] ?? defaultSort;
  return (
    <div className="md:hidden">
      <Popover
        button={
          <>
            <ArrowUpDown aria-hidden="true" className="size-3.5" /> Sort
          </>
        }
        buttonClass={chipClass}
      >
        {sorts.map(({ label, sort }) => {
          const direction = directionOf(now, sort);
          return (
            <ListLink
              aria-current={direction !== null}
              className={popoverItem}
              href={hrefWith(at, { sort: nextSort(sort, direction) })}
              key={sort}
            >
              {label}
              {direction && <span className="ml-auto text-meta text-muted">{direction}</span>}
            </ListLink>
          );
        })}
      </Popover>
    </div>
  );
}
