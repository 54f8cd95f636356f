import { Info } from "lucide-react";
import type { Metadata } from "next";
import { forbidden, notFound } from "next/navigation";
import { tenantContext } from "#app/_lib/context.ts";
import { NewClientForm } from "#app/(console)/t/[tenant]/sso-clients/client-form.tsx";
import { CrumbName } from "#components/shell/crumb-name.tsx";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { Card } from "#components/ui/card.tsx";
import { templateOf } from "#domain/sso-clients/templates.ts";

export const metadata: Metadata = { title: "Register a client" };

/** A new client, filled in as its template says. */
export default async function NewSsoClientOfTemplatePage({
  params,
}: {
  params: Promise<{ tenant: string; template: string }>;
}) {
  const { tenant, template: asked } = await params;
  const { person } = await tenantContext(tenant);
  if (!person.actor.permissions.has("sso_client.create")) forbidden();
  const template = templateOf(asked);
  if (!template) notFound();
  const { id, name, note, snippets: _, text: __, ...preset } = template;
  const base = `/t/${tenant}/sso-clients`;
  return (
    <PageFrame title={`Register ${name}`} width="form">
      <CrumbName id={id} name={name} />
      <div className="flex flex-col gap-6">
        {note && (
          <p className="flex gap-3 rounded-card bg-warning-tint p-4 text-warning">
            <Info aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            {note}
          </p>
        )}
        <Card title="Settings">
          <div className="p-4 md:p-6">
            <NewClientForm
              closeHref={`${base}/new`}
              start={{
                ...preset,
                name,
                template: id,
                backchannelLogoutUri: null,
                frontchannelLogoutUri: null,
                tags: [],
                resources: [],
                tokenFormat: "RS256",
                requiredAal: 1,
                firstParty: true,
                jwks: null,
                jwksUri: null,
                tlsSubjectDn: null,
                certificateBound: false,
                dpopBound: false,
                requirePar: false,
              }}
              tenant={tenant}
            />
          </div>
        </Card>
      </div>
    </PageFrame>
  );
}
