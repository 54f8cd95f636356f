import { UserPlus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { tenantContext } from "#app/_lib/context.ts";
import { countText, readList, type SearchParams, tableLook } from "#app/_lib/list-page.ts";
import { urlState } from "#components/data-table/url-state.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { listUsers } from "#domain/users/list.ts";
import { userList } from "#domain/users/schemas.ts";
import { findPerson } from "./find-person.ts";
import { isPlatform } from "./roles.tsx";
import { UserPeek } from "./user-peek.tsx";
import { UsersTable } from "./users-table.tsx";

export const metadata: Metadata = { title: "Users" };

/** The people of a tenant. */
export default async function UsersPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: SearchParams;
}) {
  const { tenant } = await params;
  const { person, ctx } = await tenantContext(tenant);
  const asked = await searchParams;
  const at = urlState(`/t/${tenant}/users`, asked);
  const { page, failure } = await readList(
    listUsers(ctx, { ...userList.fromUrl(asked), count: true }),
  );
  const peekedId = at.params["peek"];
  const peeked = peekedId === undefined ? null : await findPerson(ctx, peekedId);
  const operators = isPlatform(tenant);
  const now = new Date();
  const invite = person.actor.permissions.has("user.create") && (
    <Link className={buttonClass("primary")} href={`/t/${tenant}/users/new`} prefetch={false}>
      <UserPlus aria-hidden="true" className="size-4" />{" "}
      {operators ? "Invite operator" : "Invite person"}
    </Link>
  );
  return (
    <PageFrame
      action={invite}
      count={countText(page.total)}
      title={operators ? "Operators" : "Users"}
    >
      <UsersTable
        at={at}
        failure={failure}
        invite={invite}
        look={await tableLook("users")}
        maySuspend={person.actor.permissions.has("user.suspend")}
        nextCursor={page.nextCursor}
        now={now.toISOString()}
        peek={
          peeked && {
            title: peeked.name,
            content: <UserPeek now={now} person={peeked} tenant={tenant} />,
          }
        }
        previousCursor={page.previousCursor}
        rows={page.items}
        total={page.total}
        tenant={tenant}
      />
    </PageFrame>
  );
}
