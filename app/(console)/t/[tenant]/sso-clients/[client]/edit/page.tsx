import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { orPage, tenantContext } from "#app/_lib/context.ts";
import { EditClientForm } from "#app/(console)/t/[tenant]/sso-clients/client-form.tsx";
import { CrumbName } from "#components/shell/crumb-name.tsx";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { Card } from "#components/ui/card.tsx";
import { getSsoClient } from "#domain/sso-clients/get.ts";

export const metadata: Metadata = { title: "Edit client" };

/** A client's settings. */
export default async function EditSsoClientPage({
  params,
}: {
  params: Promise<{ tenant: string; client: string }>;
}) {
  const { tenant, client: id } = await params;
  const { person, ctx } = await tenantContext(tenant);
  if (!person.actor.permissions.has("sso_client.update")) forbidden();
  const { secrets: _, ...client } = await orPage(
    getSsoClient(ctx, { clientId: decodeURIComponent(id) }),
  );
  return (
    <PageFrame
      title={
        <>
          Edit <bdi>{client.name}</bdi>
        </>
      }
      width="form"
    >
      <CrumbName id={client.id} name={client.name} />
      <Card title="Settings">
        <div className="p-4 md:p-6">
          <EditClientForm
            client={client}
            closeHref={`/t/${tenant}/sso-clients/${client.id}`}
            tenant={tenant}
          />
        </div>
      </Card>
    </PageFrame>
  );
}
