"use client";

import { type RowSelectionState, useTable } from "@tanstack/react-table";
import { clsx } from "clsx";
import { type ReactNode, useMemo, useState } from "react";
import type { Failure } from "#components/ui/failure.tsx";
import { type BulkChoice, BulkToolbar } from "./bulk-toolbar.tsx";
import { NavigationProvider, useListNavigation } from "./navigation.tsx";
import { Pager } from "./pager.tsx";
import { PeekDrawer } from "./peek-drawer.tsx";
import { TableBody } from "./table-body.tsx";
import { type Columns, kit, type TableFilter, type TableLook } from "./table-features.ts";
import { TableHead } from "./table-head.tsx";
import { FailureRow, NoneMatch, NoneYet } from "./table-states.tsx";
import { TableToolbar } from "./table-toolbar.tsx";
import type { UrlState } from "./url-state.ts";

export type DataTableProps<Row extends object> = {
  /** What the table shows, for whoever hears it. */
  caption: string;
  /** Such as `tenants`: names the table for the person's own choice of columns. */
  id: string;
  columns: Columns<Row>;
  rows: Row[];
  rowId: (row: Row) => string;
  /** What a checkbox and the peek link of a row call it. */
  rowName: (row: Row) => string;
  at: UrlState;
  look: TableLook;
  defaultSort?: string;
  nextCursor: string | null;
  previousCursor: string | null;
  /** In place of rows: why there are none. */
  failure: Failure | null;
  /** The placeholder of the search field; without it there is none. */
  search?: string;
  filters?: readonly TableFilter[];
  /** What filters in another way than by a choice of values; it stands behind the filters. */
  tools?: ReactNode;
  /** How many match in all; with it, all of them can be chosen at once. */
  total?: { value: number; capped: boolean } | null;
  /** What can be done with what is chosen. In: the choice, and what ends it. */
  bulk?: (choice: BulkChoice, clear: () => void) => ReactNode;
  /** What stands in the drawer that `?peek=` opens; null while none is open. */
  peek?: { title: string; content: ReactNode } | null;
  none: { title: string; text: ReactNode; action?: ReactNode };
};

/**
 * The one table: real rows, whose filters, order, page and open drawer live in the address, so that
 * reload, Back and a copied link bring them back, with and without scripts.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { at, look, rows, failure, bulk, peek, filters = [] } = props;
  const { pending, go } = useListNavigation();
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});
  // As it was when it was chosen: rows may leave the list while something is done with them.
  const [all, setAll] = useState<BulkChoice["matching"]>(null);
  const columnVisibility = useMemo(
    () => Object.fromEntries(look.hidden.map((column) => [column, false])),
    [look.hidden],
  );
  const table = useTable({
    features: kit,
    columns: props.columns,
    data: rows,
    getRowId: props.rowId,
    enableRowSelection: bulk !== undefined,
    state: { rowSelection, columnVisibility },
    onRowSelectionChange: setRowSelection,
  });
  // A choice made on another page of the list is no choice among these rows.
  const chosen = rows.map(props.rowId).filter((id) => rowSelection[id]);
  const matching = matchingOf(props, filters, chosen.length);
  const clear = () => {
    setRowSelection({});
    setAll(null);
  };
  const filtered = at.params["search"] || filters.some(({ name }) => at.params[name]);
  const isEmpty = failure === null && rows.length === 0;
  const neverAny = isEmpty && !filtered && !at.params["cursor"];
  return (
    <NavigationProvider value={go}>
      <div className="relative flex min-w-0 flex-col">
        {(chosen.length > 0 || all) && bulk ? (
          <BulkToolbar
            all={all !== null}
            chooseAll={() => setAll(matching)}
            clear={clear}
            count={chosen.length}
            matching={all ?? matching}
          >
            {bulk({ ids: chosen, matching: all }, clear)}
          </BulkToolbar>
        ) : (
          !neverAny && (
            <TableToolbar
              {...props}
              columns={columnChoices(table)}
              filters={filters}
              sorts={sortChoices(table)}
            />
          )
        )}
        <div
          className="relative border-hairline border-y bg-surface max-md:bg-transparent md:overflow-x-auto"
          data-density={look.density}
        >
          {pending && (
            <div
              className="absolute inset-x-0 top-0 z-10 h-0.5 overflow-hidden"
              role="presentation"
            >
              <div className="h-full w-1/3 bg-accent motion-safe:animate-refetch" />
            </div>
          )}
          {failure && <FailureRow at={at} failure={failure} />}
          {neverAny && <NoneYet {...props.none} />}
          {isEmpty && !neverAny && <NoneMatch at={at} filters={filters} />}
          {!failure && !isEmpty && (
            <table
              aria-busy={pending}
              className={clsx(
                "w-full border-collapse text-left max-md:block",
                look.density === "compact" && "text-compact",
              )}
              // A browser leaves what is half in sight where it is, and its other half out of sight.
              onFocus={(event) =>
                event.target.scrollIntoView({ block: "nearest", inline: "nearest" })
              }
            >
              <caption className="sr-only">{props.caption}</caption>
              <TableHead
                at={at}
                defaultSort={props.defaultSort}
                selectable={bulk !== undefined}
                table={table}
              />
              <TableBody
                at={at}
                density={look.density}
                hasPeek={peek !== undefined}
                rowName={props.rowName}
                selectable={bulk !== undefined}
                table={table}
              />
            </table>
          )}
        </div>
        {!failure && (
          <Pager at={at} nextCursor={props.nextCursor} previousCursor={props.previousCursor} />
        )}
        {peek && <PeekDrawer at={at} {...peek} />}
      </div>
    </NavigationProvider>
  );
}

/** What all rows have in common that the address asks for; null where the chosen ones are all. */
function matchingOf<Row extends object>(
  { at, total }: DataTableProps<Row>,
  filters: readonly TableFilter[],
  chosen: number,
): BulkChoice["matching"] {
  if (!total || total.value <= chosen) return null;
  const names = ["search", ...filters.map(({ name }) => name)];
  const asked = Object.entries(at.params).filter(([name]) => names.includes(name));
  return { query: new URLSearchParams(asked).toString(), ...total };
}

export type SortColumn = { label: string; sort: string };

function sortChoices(table: {
  getVisibleLeafColumns: () => {
    columnDef: { meta?: { label: string; sort?: string } | undefined };
  }[];
}): SortColumn[] {
  return table
    .getVisibleLeafColumns()
    .flatMap(({ columnDef: { meta } }) =>
      meta?.sort === undefined ? [] : [{ label: meta.label, sort: meta.sort }],
    );
}

export type ColumnChoice = { id: string; label: string; shown: boolean };

function columnChoices(table: {
  getAllLeafColumns: () => {
    id: string;
    columnDef: { meta?: { label: string; hideable?: boolean } | undefined };
    getIsVisible: () => boolean;
  }[];
}): ColumnChoice[] {
  return table.getAllLeafColumns().flatMap((column) => {
    const { meta } = column.columnDef;
    if (!meta || meta.hideable === false) return [];
    return [{ id: column.id, label: meta.label, shown: column.getIsVisible() }];
  });
}
