import type { Metadata } from "next";
import Link from "next/link";
import { issuerAddress, orPage, tenantContext } from "#app/_lib/context.ts";
import type { SearchParams } from "#app/_lib/list-page.ts";
import { LogoutsCard } from "#app/(console)/t/[tenant]/logouts-card.tsx";
import { EnabledBadge } from "#app/(console)/t/[tenant]/sso-clients/client-badges.tsx";
import { ClientSummary } from "#app/(console)/t/[tenant]/sso-clients/client-summary.tsx";
import { SwitchForm } from "#app/(console)/t/[tenant]/sso-clients/switch-form.tsx";
import { hrefWith, urlState } from "#components/data-table/url-state.ts";
import { CrumbName } from "#components/shell/crumb-name.tsx";
import { PageFrame, WithRail } from "#components/shell/page-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { CopyLine } from "#components/ui/copy-line.tsx";
import { listLogoutDeliveries } from "#domain/logout-deliveries/list.ts";
import { getSsoClient } from "#domain/sso-clients/get.ts";
import { snippetsOf } from "#domain/sso-clients/templates.ts";
import { ClientDialog } from "./client-dialog.tsx";
import { SecretCard } from "./secret-card.tsx";
import { SnippetsCard } from "./snippets-card.tsx";

export const metadata: Metadata = { title: "SSO client" };

/** One SSO client: where it leads back to, what to enter there, its secrets, and the way out. */
export default async function SsoClientPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string; client: string }>;
  searchParams: SearchParams;
}) {
  const { tenant, client: id } = await params;
  const { person, ctx } = await tenantContext(tenant);
  const { secrets, ...client } = await orPage(
    getSsoClient(ctx, { clientId: decodeURIComponent(id) }),
  );
  const at = urlState(`/t/${tenant}/sso-clients/${client.id}`, await searchParams);
  const dialog = (kind: string) => hrefWith(at, { dialog: kind });
  const mayChange = person.actor.permissions.has("sso_client.update");
  const mayDelete = person.actor.permissions.has("sso_client.delete");
  const hasSecret = client.authMethod === "client_secret_basic";
  const logouts = person.actor.permissions.has("session.read")
    ? await orPage(listLogoutDeliveries(ctx, { ssoClientId: client.id }))
    : { items: [] };
  const now = new Date();
  return (
    <PageFrame
      action={
        mayChange && (
          <Link className={buttonClass("secondary")} href={`${at.path}/edit`} prefetch={false}>
            Edit settings
          </Link>
        )
      }
      title={
        <span className="inline-flex flex-wrap items-center gap-3">
          <bdi className="min-w-0 [overflow-wrap:anywhere]">{client.name}</bdi>
          <EnabledBadge enabled={client.enabled} />
        </span>
      }
      width="detail"
    >
      <CrumbName id={client.id} name={client.name} />
      <WithRail
        rail={
          <Card title="About">
            <div className="p-4 md:p-6">
              <ClientSummary client={client} now={now} />
            </div>
          </Card>
        }
      >
        <SnippetsCard hasSecret={hasSecret} snippets={snippetsOf(client, issuerAddress())} />
        {client.redirectUris.length > 0 && (
          <Card title="Redirect URIs">
            <ul className="flex flex-col gap-2 p-4 md:p-6">
              {client.redirectUris.map((uri) => (
                <li key={uri}>
                  <CopyLine label={`Copy ${uri}`} value={uri} />
                </li>
              ))}
            </ul>
          </Card>
        )}
        {hasSecret && (
          <SecretCard dialog={dialog} mayChange={mayChange} now={now} secrets={secrets} />
        )}
        <LogoutsCard deliveries={logouts.items} now={now} to="person" />
        {mayChange && (
          <Card title="Switch off or delete">
            <div className="flex flex-wrap items-center justify-between gap-4 p-4 md:p-6">
              <SwitchForm client={client} tenant={tenant} />
              {mayDelete && (
                <Link
                  className={`${buttonClass("secondary")} text-danger!`}
                  href={dialog("delete")}
                  prefetch={false}
                  scroll={false}
                >
                  Delete client
                </Link>
              )}
            </div>
          </Card>
        )}
      </WithRail>
      {mayChange && (
        <ClientDialog
          client={client}
          closeHref={hrefWith(at, { dialog: null })}
          kind={at.params["dialog"] ?? ""}
          mayDelete={mayDelete}
          tenant={tenant}
        />
      )}
    </PageFrame>
  );
}
