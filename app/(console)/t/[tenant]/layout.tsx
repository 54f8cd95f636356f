import type { ReactNode } from "react";
import { requestInfo, signedIn } from "#app/_lib/context.ts";
import { BareShell } from "#app/(console)/bare-shell.tsx";
import { ConsoleShell } from "#app/(console)/console-shell.tsx";
import { enterTenant } from "#domain/tenants/enter.ts";
import { getTenant } from "#domain/tenants/get.ts";

/** The shell around a tenant's screens. Who may see them is for each page to ask. */
export default async function TenantLayout({
  params,
  children,
}: {
  params: Promise<{ tenant: string }>;
  children: ReactNode;
}) {
  const person = await signedIn();
  const tenant = person && (await tenantOf((await params).tenant));
  if (!person || !tenant) return <BareShell>{children}</BareShell>;
  return (
    <ConsoleShell person={person} tenant={tenant}>
      {children}
    </ConsoleShell>
  );
}

/** The tenant's own name, as far as this person may know it; null leaves the page without a shell. */
async function tenantOf(slug: string): Promise<{ slug: string; name: string } | null> {
  const person = await signedIn();
  if (!person) return null;
  const { actor } = person;
  if (person.tenant.slug === slug) return person.tenant;
  const ctx = { actor, tenantId: actor.tenantId, request: await requestInfo() };
  try {
    return await getTenant(await enterTenant(ctx, slug), {});
  } catch {
    // The page asks the same and says why.
    return null;
  }
}
