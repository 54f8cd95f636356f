"use client";

import { Filter, Rows2, Rows3, Search, SlidersHorizontal, X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Popover, popoverItem } from "#components/ui/popover.tsx";
import type { ColumnChoice, SortColumn } from "./data-table.tsx";
import { ListLink, useGo } from "./navigation.tsx";
import { chipClass, SortMenu } from "./sort-menu.tsx";
import type { TableFilter, TableLook } from "./table-features.ts";
import { hrefWith, type UrlState } from "./url-state.ts";

const SEARCH_PAUSE_MS = 250;

/** The 48 px over a table that stay in sight: search, filters, columns and density. */
export function TableToolbar({
  at,
  id,
  look,
  search,
  filters,
  tools,
  columns,
  sorts,
  defaultSort,
}: {
  at: UrlState;
  id: string;
  look: TableLook;
  search?: string;
  filters: readonly TableFilter[];
  tools?: ReactNode;
  columns: readonly ColumnChoice[];
  sorts: readonly SortColumn[];
  defaultSort?: string;
}) {
  return (
    <div className="top-14 z-20 flex min-h-12 flex-wrap items-center gap-2 bg-canvas px-4 py-1.5 md:sticky md:px-6">
      {search !== undefined && <SearchField at={at} placeholder={search} />}
      {filters.map((filter) => (
        <FilterChip at={at} filter={filter} key={filter.name} />
      ))}
      {tools}
      <SortMenu at={at} defaultSort={defaultSort} sorts={sorts} />
      <div className="ml-auto flex items-center gap-1">
        <ColumnMenu columns={columns} look={look} table={id} />
        <DensityButton look={look} />
      </div>
    </div>
  );
}

function SearchField({ at, placeholder }: { at: UrlState; placeholder: string }) {
  const go = useGo();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const applied = at.params["search"] ?? "";

  useEffect(() => {
    const focusSearch = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest("input, textarea, select"))
        return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener("keydown", focusSearch);
    return () => document.removeEventListener("keydown", focusSearch);
  }, []);

  // Back, and "Clear filters", change the address under the field.
  useEffect(() => {
    if (input.current && input.current !== document.activeElement) input.current.value = applied;
  }, [applied]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const apply = () => {
    clearTimeout(timer.current);
    const wanted = input.current?.value.trim() ?? "";
    if (wanted !== applied) go(hrefWith(at, { search: wanted }), { replace: applied !== "" });
  };
  const others = Object.entries(at.params).filter(
    ([name]) => !["search", "cursor", "peek", "dialog", "target"].includes(name),
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a search element with a form in it says the same twice
    <form
      action={at.path}
      className="relative w-72 max-w-full grow md:grow-0"
      method="get"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      role="search"
    >
      {others.map(([name, value]) => (
        <input key={name} name={name} type="hidden" value={value} />
      ))}
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
      />
      <input
        aria-keyshortcuts="/"
        aria-label={placeholder}
        autoComplete="off"
        className="peer block h-9 w-full rounded-control border border-control bg-surface pr-3 pl-9 placeholder:text-muted pointer-coarse:h-11 pointer-coarse:text-touch"
        defaultValue={applied}
        maxLength={200}
        name="search"
        onChange={() => {
          clearTimeout(timer.current);
          timer.current = setTimeout(apply, SEARCH_PAUSE_MS);
        }}
        placeholder={placeholder}
        ref={input}
        type="search"
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2 flex size-5 -translate-y-1/2 items-center justify-center rounded-control border border-hairline text-meta text-muted peer-focus:hidden peer-not-placeholder-shown:hidden max-md:hidden"
      >
        /
      </span>
    </form>
  );
}

function FilterChip({ at, filter }: { at: UrlState; filter: TableFilter }) {
  const value = at.params[filter.name];
  const chosen = filter.options.find((option) => option.value === value);
  if (chosen) {
    return (
      <ListLink
        aria-label={`${filter.label}: ${chosen.label}. Remove this filter`}
        className="inline-flex h-8 items-center gap-1.5 rounded-control bg-selected px-3 font-medium text-compact hover:opacity-90 pointer-coarse:h-11"
        href={hrefWith(at, { [filter.name]: null })}
      >
        <span className="text-muted">{filter.label}:</span> {chosen.label}
        <X aria-hidden="true" className="size-3.5" />
      </ListLink>
    );
  }
  return (
    <Popover
      button={
        <>
          <Filter aria-hidden="true" className="size-3.5" /> {filter.label}
        </>
      }
      buttonClass={chipClass}
    >
      {filter.options.map((option) => (
        <ListLink
          className={popoverItem}
          href={hrefWith(at, { [filter.name]: option.value })}
          key={option.value}
        >
          {option.label}
        </ListLink>
      ))}
    </Popover>
  );
}

function ColumnMenu({
  columns,
  look,
  table,
}: {
  columns: readonly ColumnChoice[];
  look: TableLook;
  table: string;
}) {
  const form = useRef<HTMLFormElement>(null);
  if (columns.length === 0) return null;
  return (
    <div className="max-md:hidden">
      <Popover
        align="end"
        button={<SlidersHorizontal aria-hidden="true" className="size-4" />}
        buttonClass={buttonClass("quiet", "square")}
        label="Columns"
        stay
      >
        <form action={look.save} ref={form}>
          <input name="table" type="hidden" value={table} />
          <fieldset>
            <legend className="px-3 py-1.5 font-medium text-meta text-muted">Columns</legend>
            {columns.map((column) => (
              <label className={popoverItem} key={column.id}>
                <input name="columns" type="hidden" value={column.id} />
                <input
                  className="size-4 accent-accent"
                  defaultChecked={column.shown}
                  name="shown"
                  onChange={() => form.current?.requestSubmit()}
                  type="checkbox"
                  value={column.id}
                />
                {column.label}
              </label>
            ))}
          </fieldset>
          <noscript>
            <button className={`${buttonClass("secondary")} m-2`} type="submit">
              Show these
            </button>
          </noscript>
        </form>
      </Popover>
    </div>
  );
}

function DensityButton({ look }: { look: TableLook }) {
  const compact = look.density === "compact";
  const Icon = compact ? Rows2 : Rows3;
  const label = compact ? "Comfortable rows" : "Compact rows";
  return (
    <form action={look.save} className="max-md:hidden">
      <input name="density" type="hidden" value={compact ? "comfortable" : "compact"} />
      <button
        aria-label={label}
        className={buttonClass("quiet", "square")}
        title={label}
        type="submit"
      >
        <Icon aria-hidden="true" className="size-4" />
      </button>
    </form>
  );
}
