import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { tenantContext } from "#app/_lib/context.ts";
import { PolicyForm } from "#app/(console)/t/[tenant]/policies/policy-form.tsx";
import { rolesOf } from "#app/(console)/t/[tenant]/users/roles.tsx";
import { PageFrame } from "#components/shell/page-frame.tsx";

export const metadata: Metadata = { title: "Add a policy" };

/** A new rule about who may use which SSO client. */
export default async function NewPolicyPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { person } = await tenantContext(tenant);
  if (!person.actor.permissions.has("policy.create")) forbidden();
  return (
    <PageFrame
      description="Any deny that matches refuses; otherwise any allow that matches admits; otherwise the default decides."
      title="Add a policy"
      width="form"
    >
      <PolicyForm roles={rolesOf(tenant)} tenant={tenant} />
    </PageFrame>
  );
}
