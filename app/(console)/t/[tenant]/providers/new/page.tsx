import { ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { forbidden } from "next/navigation";
import { orPage, tenantContext } from "#app/_lib/context.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { ProviderMark } from "#components/ui/provider-mark.tsx";
import { listProviders } from "#domain/identity-providers/list.ts";

export const metadata: Metadata = { title: "Connect a provider" };

const choices = [
  {
    kind: "google",
    title: "Google",
    text: "Google Workspace and Cloud Identity. About five minutes in the Google Cloud console.",
  },
  {
    kind: "azure-ad",
    title: "Microsoft Entra ID",
    text: "Microsoft 365 and Azure accounts. About five minutes in the Entra admin center.",
  },
  {
    kind: "oidc",
    title: "Your own OpenID Provider",
    text: "Keycloak, Okta, Auth0, authentik, or anything else that speaks OpenID Connect.",
  },
] as const;

/** Which kind of provider is to be connected. A tenant has one of each vendor's. */
export default async function NewProviderPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { person, ctx } = await tenantContext(tenant);
  if (!person.actor.permissions.has("identity_provider.update")) forbidden();
  const { items } = await orPage(listProviders(ctx, { limit: 100 }));
  const base = `/t/${tenant}/providers`;
  return (
    <PageFrame
      description="Where your people's accounts are. A guide leads through each, with the address to paste there."
      title="Connect a provider"
      width="form"
    >
      <ul className="flex flex-col gap-3">
        {choices.map(({ kind, title, text }) => {
          const existing =
            kind === "oidc" ? undefined : items.find((provider) => provider.kind === kind);
          return (
            <li key={kind}>
              <Link
                className="flex items-center gap-4 rounded-card border border-hairline bg-surface p-4 transition-colors hover:border-control"
                href={existing ? `${base}/${existing.id}` : `${base}/new/${kind}`}
                prefetch={false}
              >
                <ProviderMark provider={kind} />
                <span className="min-w-0 grow">
                  <span className="block font-medium">{title}</span>
                  <span className="block text-muted">
                    {existing ? "Connected already. Open it to change or rotate its secret." : text}
                  </span>
                </span>
                <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-muted" />
              </Link>
            </li>
          );
        })}
      </ul>
    </PageFrame>
  );
}
