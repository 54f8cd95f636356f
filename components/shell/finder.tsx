"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { ArrowRight, Building2, CornerDownLeft, Search, Zap } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Spinner } from "#components/ui/spinner.tsx";
import { type FoundTenant, useTenantSearch } from "./use-tenant-search.ts";

export type FinderEntry = {
  id: string;
  label: string;
  hint?: string;
  kind: "page" | "tenant" | "act";
  run: () => void;
};
type Group = { label: string; items: FinderEntry[] };

/**
 * One field that finds: pages, tenants of the whole platform, and things to do. As the tenant
 * switcher it finds tenants only. Arrows move, Enter chooses, Escape leaves.
 */
export default function Finder({
  open,
  onOpenChange,
  scope,
  entries,
  searchTenants,
  tenantHref,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  scope: "everything" | "tenants";
  entries: readonly FinderEntry[];
  /** False for people of one tenant: they have none to switch to. */
  searchTenants: boolean;
  tenantHref: (slug: string) => string;
}) {
  const router = useRouter();
  const [text, setText] = useState("");
  const { tenants, isRecent, pending } = useTenantSearch(text, open && searchTenants);
  const wanted = text.trim().toLowerCase();
  const matches = entries.filter(({ label, hint }) =>
    `${label} ${hint ?? ""}`.toLowerCase().includes(wanted),
  );
  const close = () => {
    onOpenChange(false);
    setText("");
  };
  const asEntry = (tenant: FoundTenant): FinderEntry => ({
    id: `tenant:${tenant.slug}`,
    label: tenant.name,
    hint: tenant.slug,
    kind: "tenant",
    run: () => router.push(tenantHref(tenant.slug)),
  });
  const groups: Group[] = [
    { label: "Go to", items: matches.filter(({ kind }) => kind === "page") },
    { label: isRecent ? "Recent tenants" : "Tenants", items: tenants.map(asEntry) },
    { label: "Actions", items: matches.filter(({ kind }) => kind === "act") },
  ].filter(({ items }) => items.length > 0);
  const label = scope === "tenants" ? "Find a tenant" : "Find a page, a tenant or an action";

  return (
    <Dialog.Root onOpenChange={(next) => (next ? onOpenChange(true) : close())} open={open}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[rgb(0_0_0/40%)] transition-opacity duration-180 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          aria-label={scope === "tenants" ? "Switch tenant" : "Command palette"}
          className="fixed inset-x-0 top-[12vh] z-40 mx-auto flex max-h-[min(32rem,76dvh)] w-140 max-w-[calc(100vw-2rem)] flex-col overflow-hidden rounded-card border border-hairline bg-surface text-text shadow-overlay transition-opacity duration-180 data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <Autocomplete.Root
            autoHighlight="always"
            filter={null}
            inline
            items={groups}
            itemToStringValue={(entry: FinderEntry) => entry.label}
            keepHighlight
            mode="none"
            onValueChange={(value, { reason }) => {
              if (reason !== "item-press") setText(value);
            }}
            open
            value={text}
          >
            <div className="flex h-14 shrink-0 items-center gap-3 border-hairline border-b px-4 focus-within:border-accent">
              <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
              <Autocomplete.Input
                aria-label={label}
                className="h-full min-w-0 grow bg-transparent text-touch outline-none placeholder:text-muted"
                maxLength={200}
                placeholder={label}
              />
              {pending && <Spinner />}
            </div>
            <Autocomplete.Empty className="px-4 py-8 text-center text-muted empty:hidden">
              {pending ? "Searching…" : "Nothing found. Try part of a name."}
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 overflow-y-auto p-2 outline-none empty:hidden">
              {(group: Group) => (
                <Autocomplete.Group
                  className="mb-2 last:mb-0"
                  items={group.items}
                  key={group.label}
                >
                  <Autocomplete.GroupLabel className="px-3 py-1.5 font-medium text-meta text-muted">
                    {group.label}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(entry: FinderEntry) => (
                      <Autocomplete.Item
                        className="flex min-h-10 cursor-pointer items-center gap-3 rounded-control px-3 py-1.5 outline-none data-highlighted:bg-selected pointer-coarse:min-h-11"
                        key={entry.id}
                        onClick={() => {
                          close();
                          entry.run();
                        }}
                        value={entry}
                      >
                        <EntryIcon kind={entry.kind} />
                        <span className="min-w-0 grow truncate">{entry.label}</span>
                        {entry.hint && (
                          <span className="max-w-1/3 truncate text-compact text-muted">
                            {entry.hint}
                          </span>
                        )}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
          <p className="flex shrink-0 items-center gap-2 border-hairline border-t px-4 py-2 text-meta text-muted">
            <CornerDownLeft aria-hidden="true" className="size-3.5" /> Enter opens, Escape closes
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function EntryIcon({ kind }: { kind: FinderEntry["kind"] }) {
  const Icon = { page: ArrowRight, tenant: Building2, act: Zap }[kind];
  return <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" />;
}
