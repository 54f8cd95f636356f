import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { tenantContext } from "#app/_lib/context.ts";
import { countText, readList, type SearchParams, tableLook } from "#app/_lib/list-page.ts";
import { urlState } from "#components/data-table/url-state.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { listSsoClients } from "#domain/sso-clients/list.ts";
import { ssoClientList } from "#domain/sso-clients/schemas.ts";
import { ClientSummary } from "./client-summary.tsx";
import { ClientsTable } from "./clients-table.tsx";

export const metadata: Metadata = { title: "SSO clients" };

/** The SSO clients of a tenant: what its people sign in to. */
export default async function SsoClientsPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: SearchParams;
}) {
  const { tenant } = await params;
  const { person, ctx } = await tenantContext(tenant);
  const asked = await searchParams;
  const at = urlState(`/t/${tenant}/sso-clients`, asked);
  const { page, failure } = await readList(
    listSsoClients(ctx, { ...ssoClientList.fromUrl(asked), count: true }),
  );
  const add = person.actor.permissions.has("sso_client.create") && (
    <Link className={buttonClass("primary")} href={`/t/${tenant}/sso-clients/new`} prefetch={false}>
      <Plus aria-hidden="true" className="size-4" /> Register client
    </Link>
  );
  const peeked = page.items.find(({ id }) => id === at.params["peek"]);
  const now = new Date();
  return (
    <PageFrame action={add} count={countText(page.total)} title="SSO clients">
      <ClientsTable
        add={add}
        at={at}
        failure={failure}
        look={await tableLook("sso-clients")}
        maySwitch={person.actor.permissions.has("sso_client.update")}
        nextCursor={page.nextCursor}
        now={now.toISOString()}
        peek={
          peeked
            ? {
                title: peeked.name,
                content: (
                  <div className="flex flex-col gap-6">
                    <Link
                      className={buttonClass("primary")}
                      href={`${at.path}/${peeked.id}`}
                      prefetch={false}
                    >
                      Open client
                    </Link>
                    <ClientSummary client={peeked} now={now} />
                  </div>
                ),
              }
            : null
        }
        previousCursor={page.previousCursor}
        rows={page.items}
        tenant={tenant}
      />
    </PageFrame>
  );
}
