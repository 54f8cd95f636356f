import type { Metadata } from "next";
import Link from "next/link";
import { orPage, tenantContext } from "#app/_lib/context.ts";
import type { SearchParams } from "#app/_lib/list-page.ts";
import { DomainBadge } from "#app/(console)/t/[tenant]/login-domains/domain-badge.tsx";
import { DomainSettingsForm } from "#app/(console)/t/[tenant]/login-domains/domain-form.tsx";
import { DriftCard } from "#app/(console)/t/[tenant]/login-domains/drift-card.tsx";
import { ExplainPanel } from "#app/(console)/t/[tenant]/login-domains/explain-panel.tsx";
import { LiveDomains } from "#app/(console)/t/[tenant]/login-domains/live-domains.tsx";
import { MoveCard } from "#app/(console)/t/[tenant]/login-domains/move-card.tsx";
import { ProofCard } from "#app/(console)/t/[tenant]/login-domains/proof-card.tsx";
import { hrefWith, urlState } from "#components/data-table/url-state.ts";
import { PageFrame, WithRail } from "#components/shell/page-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { NextStep } from "#components/ui/next-step.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { listProviders } from "#domain/identity-providers/list.ts";
import { getDomain } from "#domain/login-domains/get.ts";
import { DomainDialog } from "./domain-dialog.tsx";

export const metadata: Metadata = { title: "Login domain" };

const proofs: Readonly<Record<string, string>> = {
  dns: "by its DNS record",
  vouch: "on an operator's word",
  move: "by a move from another tenant",
};

/** One login domain: its proof, what it covers and offers, and the way out. */
export default async function LoginDomainPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string; domain: string }>;
  searchParams: SearchParams;
}) {
  const { tenant, domain: name } = await params;
  const { person, ctx } = await tenantContext(tenant);
  const domain = await orPage(getDomain(ctx, { domain: decodeURIComponent(name) }));
  const { items: providers } = await orPage(listProviders(ctx, { limit: 100 }));
  const at = urlState(
    `/t/${tenant}/login-domains/${encodeURIComponent(domain.domain)}`,
    await searchParams,
  );
  const may = (permission: Parameters<typeof person.actor.permissions.has>[0]) =>
    person.actor.permissions.has(permission);
  const dialog = (kind: string) => hrefWith(at, { dialog: kind });
  const now = new Date();
  const moveCard = may("login_domain.move") && (
    <MoveCard domain={domain} now={now} tenant={tenant} />
  );
  return (
    <PageFrame
      title={
        <span className="inline-flex flex-wrap items-center gap-3 break-all">
          {domain.domain} <DomainBadge domain={domain} />
        </span>
      }
      width="detail"
    >
      <WithRail
        rail={
          <Card title="About">
            <div className="p-4 md:p-6">
              <Facts
                facts={[
                  {
                    label: "Covers",
                    value: domain.wildcard ? "The domain and every subdomain" : "This domain alone",
                  },
                  {
                    label: "Verified",
                    value: domain.verifiedAt ? (
                      <>
                        <RelativeTime at={new Date(domain.verifiedAt)} now={now} />{" "}
                        {proofs[domain.verifiedBy ?? ""]}
                      </>
                    ) : (
                      "Not yet"
                    ),
                  },
                  {
                    label: "Routes sign-ins",
                    value: routes(domain) ? "Yes" : "No",
                  },
                ]}
              />
            </div>
          </Card>
        }
      >
        {domain.move !== null && moveCard}
        <DriftCard domain={domain} now={now} />
        {routes(domain) && may("identity_provider.update") && !providers.some(isReady) && (
          <NextStep
            link={{ label: "Connect provider", href: `/t/${tenant}/providers/new` }}
            title={`${domain.domain} is yours. Next: connect a provider`}
          >
            <p>Say where the accounts behind these addresses are: Microsoft, Google or your own.</p>
          </NextStep>
        )}
        {domain.challenge && <ProofCard domain={domain} now={now} tenant={tenant} />}
        {may("login_domain.update") && (
          <Card title="Coverage and buttons">
            <div className="max-w-160 p-4 md:p-6">
              <DomainSettingsForm
                allProviders={domain.allProviders}
                chosen={domain.providerIds}
                domain={domain.domain}
                providers={providers.map(({ id, name: label, ready }) => ({
                  value: id,
                  label,
                  ...(ready ? {} : { hint: "Not ready: it lights up once it is." }),
                }))}
                tenant={tenant}
                version={domain.version}
                wildcard={domain.wildcard}
              />
            </div>
          </Card>
        )}
        <ExplainPanel at={at} ctx={ctx} />
        {domain.move === null && moveCard}
        {may("login_domain.delete") && (
          <Card title="Deactivate or remove">
            <div className="flex flex-wrap gap-2 p-4 md:p-6">
              <Link
                className={buttonClass("secondary")}
                href={dialog(domain.active ? "deactivate" : "activate")}
                prefetch={false}
                scroll={false}
              >
                {domain.active ? "Deactivate domain" : "Activate domain"}
              </Link>
              <Link
                className={`${buttonClass("secondary")} text-danger!`}
                href={dialog("remove")}
                prefetch={false}
                scroll={false}
              >
                Remove domain
              </Link>
            </div>
          </Card>
        )}
      </WithRail>
      {domain.status === "pending" && <LiveDomains tenant={tenant} />}
      <DomainDialog
        closeHref={hrefWith(at, { dialog: null })}
        domain={domain.domain}
        kind={at.params["dialog"] ?? ""}
        tenant={tenant}
        verified={domain.verifiedAt !== null}
      />
    </PageFrame>
  );
}

function isReady({ ready }: { ready: boolean }): boolean {
  return ready;
}

function routes({ verifiedAt, active }: { verifiedAt: string | null; active: boolean }): boolean {
  return verifiedAt !== null && active;
}
