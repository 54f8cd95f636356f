"use client";

import { ChevronsUpDown, Search } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import type { FinderEntry } from "./finder.tsx";
import type { NavGroup } from "./nav-items.ts";
import { noteTenant } from "./use-tenant-search.ts";

// Fetched once somebody reaches for it: most visits never open it.
const loadFinder = () => import("./finder.tsx");
const Finder = dynamic(loadFinder, { ssr: false });

export type Tools = {
  groups: readonly NavGroup[];
  actions: readonly { label: string; href: string }[];
  tenant: { slug: string; name: string } | null;
  isOperator: boolean;
  saveLook: (form: FormData) => Promise<void>;
};

type Scope = "everything" | "tenants";

/** The tenant's name; for operators the way to any other tenant, and to the same list there. */
export function TenantSwitcher({ tenant, isOperator, ...rest }: Tools) {
  const [open, setOpen] = useState(false);
  const [loaded, setLoaded] = useState(false);
  useEffect(() => {
    if (tenant && isOperator) noteTenant(tenant);
  }, [tenant, isOperator]);
  const name = tenant?.name ?? "Platform";
  if (!isOperator) {
    return (
      <span className="min-w-0 max-w-60 truncate font-semibold" title={name}>
        {name}
      </span>
    );
  }
  return (
    <>
      <a
        aria-haspopup="dialog"
        aria-label={`Switch tenant. Now: ${name}`}
        className="inline-flex h-9 min-w-0 max-w-60 items-center gap-2 rounded-control px-2 font-semibold hover:bg-subtle pointer-coarse:h-11"
        href="/platform/tenants"
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          setLoaded(true);
          setOpen(true);
        }}
        onFocus={loadFinder}
        onPointerEnter={loadFinder}
      >
        <span className="truncate">{name}</span>
        <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-muted" />
      </a>
      {loaded && (
        <FinderOf
          {...rest}
          isOperator
          onOpenChange={setOpen}
          open={open}
          scope="tenants"
          tenant={tenant}
        />
      )}
    </>
  );
}

/** The search of the top bar: the command palette, which Ctrl-K and Cmd-K open too. */
export function CommandPalette(tools: Tools) {
  const [open, setOpen] = useState(false);
  const [loaded, setLoaded] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setLoaded(true);
      setOpen((was) => !was);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <>
      <button
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        aria-label="Search and commands"
        className={`noscript:hidden ${buttonClass("quiet", "square")} md:w-56! md:justify-between! md:border md:border-hairline md:bg-canvas md:px-3!`}
        onClick={() => {
          setLoaded(true);
          setOpen(true);
        }}
        onFocus={loadFinder}
        onPointerEnter={loadFinder}
        type="button"
      >
        <span className="inline-flex items-center gap-2 font-normal">
          <Search aria-hidden="true" className="size-4" />
          <span className="max-md:hidden">Search</span>
        </span>
        {/* Drawn by the style: the button's name is what it says, and the keys are in aria-keyshortcuts. */}
        <span className="font-normal text-meta before:content-['Ctrl_K'] max-md:hidden" />
      </button>
      {loaded && <FinderOf {...tools} onOpenChange={setOpen} open={open} scope="everything" />}
    </>
  );
}

function FinderOf({
  groups,
  actions,
  isOperator,
  saveLook,
  scope,
  open,
  onOpenChange,
}: Tools & { scope: Scope; open: boolean; onOpenChange: (open: boolean) => void }) {
  const router = useRouter();
  const path = usePathname();
  const look = (label: string, field: string, value: string): FinderEntry => ({
    id: `look:${field}:${value}`,
    label,
    kind: "act",
    run: () => {
      const form = new FormData();
      form.set(field, value);
      saveLook(form);
    },
  });
  const entries: FinderEntry[] =
    scope === "tenants"
      ? []
      : [
          ...groups.flatMap((group) =>
            group.items.map(
              ({ href, label }): FinderEntry => ({
                id: href,
                label,
                hint: group.label,
                kind: "page",
                run: () => router.push(href),
              }),
            ),
          ),
          ...actions.map(
            ({ href, label }): FinderEntry => ({
              id: `act:${href}`,
              label,
              kind: "act",
              run: () => router.push(href),
            }),
          ),
          look("Use the light theme", "theme", "light"),
          look("Use the dark theme", "theme", "dark"),
          look("Use the system's theme", "theme", "system"),
          look("Compact rows", "density", "compact"),
          look("Comfortable rows", "density", "comfortable"),
        ];
  return (
    <Finder
      entries={entries}
      onOpenChange={onOpenChange}
      open={open}
      scope={scope}
      searchTenants={isOperator}
      tenantHref={(slug) => sameListIn(path, slug)}
    />
  );
}

/** `/t/acme/users/42` in another tenant is its list of users: the person 42 is not there. */
function sameListIn(path: string, slug: string): string {
  const [, area, , noun] = path.split("/");
  return area === "t" && noun !== undefined ? `/t/${slug}/${noun}` : `/t/${slug}`;
}
