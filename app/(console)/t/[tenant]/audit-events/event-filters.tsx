"use client";

import { SlidersHorizontal } from "lucide-react";
import { type ComponentProps, useId } from "react";
import { useGo } from "#components/data-table/navigation.tsx";
import type { TableFilter } from "#components/data-table/table-features.ts";
import { hrefWith, type UrlState } from "#components/data-table/url-state.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";

const HOUR_MS = 3_600_000;
const ranges = [
  { label: "Last 24 hours", hours: 24 },
  { label: "Last 7 days", hours: 7 * 24 },
  { label: "Last 30 days", hours: 30 * 24 },
];

const outcome: TableFilter = {
  name: "outcome",
  label: "Outcome",
  options: [
    { value: "success", label: "Success" },
    { value: "denied", label: "Denied" },
    { value: "failure", label: "Failed" },
  ],
};

/** What was typed has no choices: once it holds, it is one that can be taken off. */
const typed = { action: "Action", actor: "Who", target: "To what", until: "Before" };

/** The filters of the log. The times are whole hours, so that a choice can be told again. */
export function eventFilters({ params }: UrlState, now: string): TableFilter[] {
  const hour = Math.floor(Date.parse(now) / HOUR_MS) * HOUR_MS;
  const since = params["since"];
  const options = ranges.map(({ label, hours }) => ({
    label,
    value: new Date(hour - hours * HOUR_MS).toISOString().replace(":00.000Z", "Z"),
  }));
  const known = since === undefined || options.some(({ value }) => value === since);
  const own = Object.entries(typed).flatMap(([name, label]) => {
    const value = params[name];
    return value === undefined ? [] : [{ name, label, options: [{ value, label: shown(value) }] }];
  });
  return [
    {
      name: "since",
      label: "From",
      options: known ? options : [...options, { value: since, label: shown(since) }],
    },
    outcome,
    ...own,
  ];
}

/** A time as people read it, and anything else as it is. */
function shown(value: string): string {
  return value.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?Z$/, "$1 $2 UTC");
}

/** The filters that are typed: action, who, to what, from when to when. */
export function MoreFilters({ at, actions }: { at: UrlState; actions: readonly string[] }) {
  const go = useGo();
  const list = useId();
  const own = ["action", "actor", "target", "since", "until"];
  const others = Object.entries(at.params).filter(
    ([name]) => ![...own, "cursor", "peek"].includes(name),
  );
  return (
    <Popover
      button={
        <>
          <SlidersHorizontal aria-hidden="true" className="size-3.5" /> More filters
        </>
      }
      buttonClass="inline-flex h-8 cursor-pointer items-center gap-1.5 rounded-control border border-control border-dashed px-3 font-medium text-compact text-muted hover:bg-subtle hover:text-text pointer-coarse:h-11"
      stay
    >
      <form
        action={at.path}
        className="flex w-80 max-w-full flex-col gap-3 p-3"
        method="get"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
          go(hrefWith(at, Object.fromEntries(own.map((name) => [name, textOf(form.get(name))]))));
        }}
      >
        {others.map(([name, value]) => (
          <input key={name} name={name} type="hidden" value={value} />
        ))}
        <FilterField at={at} label="Action" list={list} name="action" placeholder="user.create" />
        <datalist id={list}>
          {actions.map((action) => (
            <option key={action} value={action} />
          ))}
        </datalist>
        <FilterField at={at} label="Who: email, name or id" name="actor" />
        <FilterField at={at} label="To what: name or id" name="target" />
        <FilterField at={at} label="From, in UTC" name="since" placeholder="2026-01-31" />
        <FilterField at={at} label="Before, in UTC" name="until" placeholder="2026-02-01" />
        <button className={buttonClass("primary")} type="submit">
          Apply filters
        </button>
      </form>
    </Popover>
  );
}

function FilterField({
  at,
  label,
  name,
  ...rest
}: { at: UrlState; label: string; name: string } & ComponentProps<"input">) {
  const value = at.params[name] ?? "";
  const isTime = name === "since" || name === "until";
  return (
    <label className="flex flex-col gap-1 font-medium text-compact">
      {label}
      <input
        {...rest}
        autoCapitalize="none"
        autoComplete="off"
        className="h-9 w-full rounded-control border border-control bg-surface px-3 font-normal placeholder:text-muted pointer-coarse:h-11 pointer-coarse:text-touch"
        defaultValue={value}
        // The address may change under the field, by a chip or by Back.
        key={value}
        maxLength={200}
        name={name}
        pattern={isTime ? "\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z)?" : undefined}
        spellCheck={false}
        title={isTime ? "A day, like 2026-01-31, or a time, like 2026-01-31T16:00Z" : undefined}
      />
    </label>
  );
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value.trim() : "";
}
