import type { Metadata } from "next";
import { forbidden, notFound, redirect } from "next/navigation";
import { orPage, tenantContext } from "#app/_lib/context.ts";
import { Guide } from "#app/(console)/t/[tenant]/providers/guide.tsx";
import { kindNames } from "#app/(console)/t/[tenant]/providers/provider-facts.ts";
import { ProviderForm } from "#app/(console)/t/[tenant]/providers/provider-form.tsx";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { Card } from "#components/ui/card.tsx";
import { providerKinds } from "#domain/identity-providers/kinds.ts";
import { listProviders } from "#domain/identity-providers/list.ts";
import { redirectUriOf } from "#domain/identity-providers/redirect-uri.ts";

export const metadata: Metadata = { title: "Connect a provider" };

/** A new provider: what to do at the vendor, then what to enter here. */
export default async function NewProviderOfKindPage({
  params,
}: {
  params: Promise<{ tenant: string; kind: string }>;
}) {
  const { tenant, kind: asked } = await params;
  const { person, ctx } = await tenantContext(tenant);
  if (!person.actor.permissions.has("identity_provider.update")) forbidden();
  const kind = providerKinds.find((each) => each === asked);
  if (!kind) notFound();
  const base = `/t/${tenant}/providers`;
  const { items } = await orPage(listProviders(ctx, { kind, limit: 1 }));
  if (kind !== "oidc" && items[0]) redirect(`${base}/${items[0].id}`);
  const vendor = kind === "oidc" ? "your OpenID Provider" : kindNames[kind];
  return (
    <PageFrame title={`Connect ${vendor}`} width="form">
      <div className="flex flex-col gap-6">
        <Card
          title={
            kind === "oidc"
              ? "At your provider"
              : `At ${kind === "google" ? "Google" : "Microsoft"}`
          }
        >
          <Guide callback={redirectUriOf(kind)} kind={kind} />
        </Card>
        <Card title="In Gatehouse">
          <div className="p-4 md:p-6">
            <ProviderForm closeHref={base} kind={kind} saved={null} tenant={tenant} />
          </div>
        </Card>
      </div>
    </PageFrame>
  );
}
