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
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { restoreUsersAction, suspendUsersAction } from "./actions.ts";
import { RoleBadges, rolesOf } from "./roles.tsx";
import { UserBadge } from "./user-badge.tsx";

export type UserRow = {
  id: string;
  email: string;
  name: string;
  roles: string[];
  status: "active" | "suspended";
  createdAt: string;
  lastSignInAt: string | null;
};

const helper = createColumnHelper<typeof kit, UserRow & { now: string; href: string }>();

const columns = helper.columns([
  helper.accessor("name", {
    meta: { label: "Name", sort: "name", hideable: false },
    cell: ({ row: { original } }) => (
      <Link
        className="font-medium text-text underline-offset-2 max-md:line-clamp-2 max-md:[overflow-wrap:anywhere] md:block md:max-w-56 md:truncate hover:underline"
        href={original.href}
        prefetch={false}
      >
        <bdi>{original.name}</bdi>
      </Link>
    ),
  }),
  helper.accessor("email", {
    meta: { label: "Email", sort: "email" },
    cell: ({ getValue }) => <span className="max-md:[overflow-wrap:anywhere]">{getValue()}</span>,
  }),
  helper.accessor("roles", {
    meta: { label: "Roles" },
    cell: ({ getValue }) => <RoleBadges roles={getValue()} />,
  }),
  helper.accessor("status", {
    meta: { label: "Status" },
    cell: ({ getValue }) => <UserBadge status={getValue()} />,
  }),
  helper.accessor("lastSignInAt", {
    meta: { label: "Last sign-in", sort: "lastSignInAt" },
    cell: ({ getValue, row }) => <When at={getValue()} now={row.original.now} />,
  }),
  helper.accessor("createdAt", {
    meta: { label: "Added", sort: "createdAt", wide: true },
    cell: ({ getValue, row }) => <When at={getValue()} now={row.original.now} />,
  }),
]);

const statusFilter = {
  name: "status",
  label: "Status",
  options: [
    { value: "active", label: "Active" },
    { value: "suspended", label: "Suspended" },
  ],
};

/** The people of a tenant. */
export function UsersTable({
  rows,
  now,
  tenant,
  invite,
  maySuspend,
  ...rest
}: {
  rows: readonly UserRow[];
  now: string;
  tenant: string;
  invite: ReactNode;
  maySuspend: boolean;
  at: UrlState;
  look: TableLook;
  nextCursor: string | null;
  previousCursor: string | null;
  failure: Failure | null;
  total: { value: number; capped: boolean } | null;
  peek: { title: string; content: ReactNode } | null;
}) {
  const roles = rolesOf(tenant);
  return (
    <DataTable
      {...rest}
      {...(maySuspend && { bulk: bulkOf(tenant) })}
      caption="Users"
      columns={columns}
      defaultSort="email"
      filters={[statusFilter, { name: "role", label: "Role", options: roles }]}
      id="users"
      none={{
        title: "Nobody here yet",
        text: "Invite people by mail. Whoever a provider signs in has to be here first.",
        action: invite,
      }}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      rows={rows.map((row) => ({ ...row, now, href: `/t/${tenant}/users/${row.id}` }))}
      search="Search by email, name or id"
    />
  );
}

/** Suspends the chosen people, or restores them; who may not be suspended stays chosen. */
function bulkOf(tenant: string) {
  const people = { one: "person", many: "people" };
  return function bulk(choice: BulkChoice, clear: () => void) {
    return (
      <>
        <BulkForm
          action={suspendUsersAction}
          choice={choice}
          clear={clear}
          tenant={tenant}
          undo={{ action: restoreUsersAction, past: "Restored" }}
          words={{ ...people, verb: "Suspend", past: "Suspended" }}
        />
        <BulkForm
          action={restoreUsersAction}
          choice={choice}
          clear={clear}
          tenant={tenant}
          words={{ ...people, verb: "Restore", past: "Restored" }}
        />
      </>
    );
  };
}

function When({ at, now }: { at: string | null; now: string }) {
  if (at === null) return <span className="text-muted">Never</span>;
  return <RelativeTime at={new Date(at)} now={new Date(now)} />;
}
