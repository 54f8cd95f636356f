"use client";

import { createColumnHelper } from "@tanstack/react-table";
import Link from "next/link";
import type { ReactNode } from "react";
import type { BulkChoice } from "#components/data-table/bulk-toolbar.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import type { kit, TableLook } from "#components/data-table/table-features.ts";
import type { UrlState } from "#components/data-table/url-state.ts";
import { BulkForm } from "#components/form/bulk-form.tsx";
import type { Failure } from "#components/ui/failure.tsx";
import { ProviderMark } from "#components/ui/provider-mark.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { activateDomainsAction, deactivateDomainsAction } from "./actions.ts";
import { DomainBadge } from "./domain-badge.tsx";
import { type DomainFacts, providerNames } from "./domain-facts.ts";

type Row = DomainFacts & { now: string; href: string };

const helper = createColumnHelper<typeof kit, Row>();

const columns = helper.columns([
  helper.accessor("domain", {
    meta: { label: "Domain", sort: "domain", hideable: false },
    cell: ({ row: { original } }) => (
      <Link
        className="font-medium [overflow-wrap:anywhere] md:block md:truncate font-mono text-compact text-text underline-offset-2 hover:underline"
        href={original.href}
        prefetch={false}
      >
        {original.domain}
      </Link>
    ),
  }),
  helper.accessor("status", {
    meta: { label: "Status", sort: "status" },
    cell: ({ row: { original } }) => <DomainBadge domain={original} />,
  }),
  helper.accessor("wildcard", {
    meta: { label: "Covers", wide: true },
    cell: ({ getValue }) => (getValue() ? "Domain and subdomains" : "This domain"),
  }),
  helper.accessor("providers", {
    meta: { label: "Offers" },
    cell: ({ getValue }) => <Offered providers={getValue()} />,
  }),
  helper.accessor("lastCheck", {
    meta: { label: "Last check" },
    cell: ({ getValue, row }) => <When at={getValue()?.at ?? null} now={row.original.now} />,
  }),
  helper.accessor("verifiedAt", {
    meta: { label: "Verified", sort: "verifiedAt" },
    cell: ({ getValue, row }) => <When at={getValue()} now={row.original.now} />,
  }),
]);

const filters = [
  {
    name: "status",
    label: "Status",
    options: [
      { value: "verified", label: "Verified" },
      { value: "pending", label: "Pending" },
    ],
  },
];

/** A tenant's login domains. */
export function DomainsTable({
  rows,
  now,
  claim,
  tenant,
  mayUpdate,
  ...rest
}: {
  rows: readonly DomainFacts[];
  now: string;
  claim: ReactNode;
  tenant: string;
  mayUpdate: boolean;
  total: { value: number; capped: boolean } | null;
  at: UrlState;
  look: TableLook;
  nextCursor: string | null;
  previousCursor: string | null;
  failure: Failure | null;
  peek: { title: string; content: ReactNode } | null;
}) {
  const { path } = rest.at;
  return (
    <DataTable
      {...rest}
      {...(mayUpdate && { bulk: bulkOf(tenant) })}
      caption="Login domains"
      columns={columns}
      defaultSort="domain"
      filters={filters}
      id="login-domains"
      none={{
        title: "No login domains yet",
        text: "Claim the domain of your people's email addresses. One DNS record proves that it is yours, and from then on it decides which sign-in buttons they see.",
        action: claim,
      }}
      rowId={(row) => row.domain}
      rowName={(row) => row.domain}
      rows={rows.map((row) => ({
        ...row,
        now,
        href: `${path}/${encodeURIComponent(row.domain)}`,
      }))}
      search="Search domains"
    />
  );
}

/** Stops the chosen domains from routing sign-ins, or lets them again. */
function bulkOf(tenant: string) {
  const domains = { one: "domain", many: "domains" };
  return function bulk(choice: BulkChoice, clear: () => void) {
    return (
      <>
        <BulkForm
          action={deactivateDomainsAction}
          choice={choice}
          clear={clear}
          tenant={tenant}
          undo={{ action: activateDomainsAction, past: "Activated" }}
          words={{ ...domains, verb: "Deactivate", past: "Deactivated" }}
        />
        <BulkForm
          action={activateDomainsAction}
          choice={choice}
          clear={clear}
          tenant={tenant}
          words={{ ...domains, verb: "Activate", past: "Activated" }}
        />
      </>
    );
  };
}

function Offered({ providers }: { providers: DomainFacts["providers"] }) {
  if (providers.length === 0) return <span className="text-muted">Nothing yet</span>;
  return (
    <span className="inline-flex flex-wrap gap-x-3 gap-y-1">
      {providers.map((provider) => (
        <span className="inline-flex items-center gap-1.5" key={provider}>
          <ProviderMark provider={provider} /> {providerNames[provider]}
        </span>
      ))}
    </span>
  );
}

function When({ at, now }: { at: string | null; now: string }) {
  if (at === null) return <span className="text-muted">Not yet</span>;
  return <RelativeTime at={new Date(at)} now={new Date(now)} />;
}
