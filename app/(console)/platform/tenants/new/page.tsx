import type { Metadata } from "next";
import { platformContext } from "#app/_lib/context.ts";
import { CreateTenantForm } from "#app/(console)/platform/tenants/tenant-form.tsx";
import { PageFrame } from "#components/shell/page-frame.tsx";

export const metadata: Metadata = { title: "Create a tenant" };

/** A new tenant. */
export default async function NewTenantPage() {
  await platformContext();
  return (
    <PageFrame
      description="One organisation, with login domains, providers and people of its own."
      title="Create a tenant"
      width="form"
    >
      <CreateTenantForm />
    </PageFrame>
  );
}
