"use client";

import { createColumnHelper } from "@tanstack/react-table";
import { CirclePause } from "lucide-react";
import Link from "next/link";
import { DataTable } from "#components/data-table/data-table.tsx";
import type { kit, TableLook } from "#components/data-table/table-features.ts";
import type { UrlState } from "#components/data-table/url-state.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { Failure } from "#components/ui/failure.tsx";
import { ProviderMark } from "#components/ui/provider-mark.tsx";
import { SecretEnd } from "#components/ui/secret-end.tsx";

export type ExpiryRow = {
  tenant: { slug: string; name: string; status: "active" | "suspended" };
  provider: { id: string; kind: "google" | "azure-ad" | "oidc"; name: string; enabled: boolean };
  expiresAt: string | null;
  warning: 0 | 7 | 30 | 60 | null;
};

const helper = createColumnHelper<typeof kit, ExpiryRow & { now: string }>();

const columns = helper.columns([
  helper.accessor("tenant", {
    meta: { label: "Tenant", sort: "tenant", hideable: false },
    cell: ({ getValue }) => (
      <Link
        className="font-medium text-text underline-offset-2 hover:underline"
        href={`/t/${getValue().slug}`}
        prefetch={false}
      >
        <bdi>{getValue().name}</bdi>
      </Link>
    ),
  }),
  helper.accessor("provider", {
    meta: { label: "Provider" },
    cell: ({ row: { original } }) => {
      const { provider, tenant } = original;
      return (
        <Link
          className="inline-flex min-w-0 items-center gap-2 align-middle font-medium text-text underline-offset-2 hover:underline"
          href={`/t/${tenant.slug}/providers/${provider.id}`}
          prefetch={false}
        >
          <ProviderMark provider={provider.kind} />
          <bdi>{provider.name}</bdi>
        </Link>
      );
    },
  }),
  helper.accessor("warning", {
    meta: { label: "Secret" },
    cell: ({ row: { original } }) => (
      <SecretEnd
        now={new Date(original.now)}
        provider={{
          secretExpiresAt: original.expiresAt,
          secretWarning: original.warning,
          liveSecrets: 1,
        }}
      />
    ),
  }),
  helper.accessor("expiresAt", {
    meta: { label: "Ends on", sort: "expiresAt" },
    cell: ({ getValue }) => (
      <time className="whitespace-nowrap" dateTime={getValue() ?? undefined}>
        {getValue()?.slice(0, 10)}
      </time>
    ),
  }),
  helper.display({
    id: "inUse",
    meta: { label: "In use", wide: true },
    cell: ({ row: { original } }) => <InUse {...original} />,
  }),
]);

const filters = [
  {
    name: "withinDays",
    label: "Ends",
    options: [
      { value: "0", label: "Ended already" },
      { value: "7", label: "Within 7 days" },
      { value: "30", label: "Within 30 days" },
      { value: "60", label: "Within 60 days" },
    ],
  },
];

/** Which secrets are to be replaced next, tenant by tenant. */
export function ExpiryTable({
  rows,
  now,
  ...rest
}: {
  rows: readonly ExpiryRow[];
  now: string;
  at: UrlState;
  look: TableLook;
  nextCursor: string | null;
  previousCursor: string | null;
  failure: Failure | null;
}) {
  return (
    <DataTable
      {...rest}
      caption="Provider secrets that end"
      columns={columns}
      defaultSort="expiresAt"
      filters={filters}
      id="provider-expiry"
      none={{
        title: "No secret has an end date",
        text: "Once a tenant notes when its provider's client secret ends, it stands here, the nearest first. Its admins are mailed 60, 30 and 7 days ahead.",
      }}
      rowId={(row) => row.provider.id}
      rowName={(row) => `${row.provider.name} of ${row.tenant.name}`}
      rows={rows.map((row) => ({ ...row, now }))}
      search="Search by tenant or provider"
    />
  );
}

/** Whether anybody notices when it ends: a switched-off provider signs nobody in. */
function InUse({ tenant, provider }: ExpiryRow) {
  if (tenant.status === "active" && provider.enabled) return "Yes";
  return (
    <Badge icon={<CirclePause aria-hidden="true" />}>
      {provider.enabled ? "Tenant suspended" : "Switched off"}
    </Badge>
  );
}
