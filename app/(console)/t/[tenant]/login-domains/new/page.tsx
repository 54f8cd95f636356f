import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { tenantContext } from "#app/_lib/context.ts";
import { ClaimDomainForm } from "#app/(console)/t/[tenant]/login-domains/domain-form.tsx";
import { PageFrame } from "#components/shell/page-frame.tsx";

export const metadata: Metadata = { title: "Claim a login domain" };

/** A new claim. */
export default async function NewDomainPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { person } = await tenantContext(tenant);
  if (!person.actor.permissions.has("login_domain.create")) forbidden();
  return (
    <PageFrame
      description="The part behind the @ of your people's addresses. It routes nobody before a DNS record proves that it is yours."
      title="Claim a login domain"
      width="form"
    >
      <ClaimDomainForm tenant={tenant} />
    </PageFrame>
  );
}
