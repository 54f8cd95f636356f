import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { tenantContext } from "#app/_lib/context.ts";
import type { SearchParams } from "#app/_lib/list-page.ts";
import { InviteForm } from "#app/(console)/t/[tenant]/users/invite-form.tsx";
import { isPlatform } from "#app/(console)/t/[tenant]/users/roles.tsx";
import { PageFrame } from "#components/shell/page-frame.tsx";

export const metadata: Metadata = { title: "Invite a person" };

/** A new person, by mail. */
export default async function InvitePage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: SearchParams;
}) {
  const { tenant } = await params;
  const { person } = await tenantContext(tenant);
  if (!person.actor.permissions.has("user.create")) forbidden();
  const { email } = await searchParams;
  return (
    <PageFrame
      description="They get a mail with a link, good for 7 days. It lets them choose a password, or sign in through their provider where one is connected."
      title={isPlatform(tenant) ? "Invite an operator" : "Invite a person"}
      width="form"
    >
      <InviteForm
        email={typeof email === "string" ? email.slice(0, 320) : undefined}
        tenant={tenant}
      />
    </PageFrame>
  );
}
