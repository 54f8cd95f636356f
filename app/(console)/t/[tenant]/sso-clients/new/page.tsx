import { ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { forbidden } from "next/navigation";
import { tenantContext } from "#app/_lib/context.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { ssoClientTemplates } from "#domain/sso-clients/templates.ts";

export const metadata: Metadata = { title: "Register a client" };

/** Which software is to be registered. */
export default async function NewSsoClientPage({
  params,
}: {
  params: Promise<{ tenant: string }>;
}) {
  const { tenant } = await params;
  const { person } = await tenantContext(tenant);
  if (!person.actor.permissions.has("sso_client.create")) forbidden();
  return (
    <PageFrame
      description="What your people shall sign in to. A template fills in what the software needs, and shows what to enter there."
      title="Register a client"
      width="form"
    >
      <ul className="grid gap-3 md:grid-cols-2">
        {ssoClientTemplates.map(({ id, name, text }) => (
          <li key={id}>
            <Link
              className="flex h-full items-center gap-4 rounded-card border border-hairline bg-surface p-4 transition-colors hover:border-control"
              href={`/t/${tenant}/sso-clients/new/${id}`}
              prefetch={false}
            >
              <span className="min-w-0 grow">
                <span className="block font-medium">{name}</span>
                <span className="block text-compact text-muted">{text}</span>
              </span>
              <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </PageFrame>
  );
}
