import type { Metadata } from "next";
import Link from "next/link";
import { orPage, tenantContext } from "#app/_lib/context.ts";
import type { SearchParams } from "#app/_lib/list-page.ts";
import { ReadinessBadge } from "#app/(console)/t/[tenant]/providers/provider-badges.tsx";
import { TestForm } from "#app/(console)/t/[tenant]/providers/provider-form.tsx";
import { ProviderSummary } from "#app/(console)/t/[tenant]/providers/provider-summary.tsx";
import { TestStages } from "#app/(console)/t/[tenant]/providers/test-stages.tsx";
import { hrefWith, urlState } from "#components/data-table/url-state.ts";
import { CrumbName } from "#components/shell/crumb-name.tsx";
import { PageFrame, WithRail } from "#components/shell/page-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { CopyLine } from "#components/ui/copy-line.tsx";
import { ProviderMark } from "#components/ui/provider-mark.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { getProvider } from "#domain/identity-providers/get.ts";
import { listProviders } from "#domain/identity-providers/list.ts";
import { getTenant } from "#domain/tenants/get.ts";
import { AfterTest } from "./after-test.tsx";
import { NotReady } from "./not-ready.tsx";
import { ProviderDialog } from "./provider-dialog.tsx";
import { SecretCard } from "./secret-card.tsx";

export const metadata: Metadata = { title: "Identity provider" };

/** One identity provider: whether it works, its secret, and the way out. */
export default async function ProviderPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string; provider: string }>;
  searchParams: SearchParams;
}) {
  const { tenant, provider: id } = await params;
  const { person, ctx } = await tenantContext(tenant);
  const provider = await orPage(getProvider(ctx, { provider: decodeURIComponent(id) }));
  const { items: all } = await orPage(listProviders(ctx, { limit: 100 }));
  const { ssoEnforced } = await orPage(getTenant(ctx, {}));
  const at = urlState(`/t/${tenant}/providers/${provider.id}`, await searchParams);
  const dialog = (kind: string) => hrefWith(at, { dialog: kind });
  const may = (permission: Parameters<typeof person.actor.permissions.has>[0]) =>
    person.actor.permissions.has(permission);
  const edit = may("identity_provider.update") && (
    <Link className={buttonClass("secondary")} href={`${at.path}/edit`} prefetch={false}>
      Edit settings
    </Link>
  );
  const now = new Date();
  return (
    <PageFrame
      action={edit}
      title={
        <span className="inline-flex flex-wrap items-center gap-3">
          <ProviderMark provider={provider.kind} />
          <bdi className="min-w-0 break-words">{provider.name}</bdi>
          <ReadinessBadge provider={provider} />
        </span>
      }
      width="detail"
    >
      <CrumbName id={provider.id} name={provider.name} />
      <WithRail
        rail={
          <Card title="About">
            <div className="p-4 md:p-6">
              <ProviderSummary now={now} provider={provider} />
            </div>
          </Card>
        }
      >
        {!provider.ready && <NotReady reasons={provider.reasons} />}
        {provider.ready &&
          provider.lastTest?.ok === true &&
          provider.lastSignInAt === null &&
          may("user.create") && <AfterTest ctx={ctx} tenant={tenant} />}
        <Card title="Connection">
          <div className="flex flex-col gap-4 p-4 md:p-6">
            <p aria-live="polite">
              {testSentence(provider.lastTest)}{" "}
              {provider.lastTest && (
                <span className="text-muted">
                  Tested <RelativeTime at={new Date(provider.lastTest.at)} now={now} />.
                </span>
              )}
            </p>
            <TestStages test={provider.lastTest} />
            {may("identity_provider.test") && <TestForm provider={provider.id} tenant={tenant} />}
          </div>
        </Card>
        <SecretCard
          dialog={dialog}
          mayChange={may("identity_provider.update")}
          now={now}
          provider={provider}
        />
        <Card title="Callback address">
          <div className="flex flex-col gap-3 p-4 md:p-6">
            <p className="text-muted">
              Where the provider sends people back to. It has to be registered there exactly so.
            </p>
            <CopyLine label="Copy the callback address" value={provider.redirectUri} />
          </div>
        </Card>
        {may("identity_provider.update") && (
          <Card title="Switch off or remove">
            <div className="flex flex-wrap gap-2 p-4 md:p-6">
              <Link
                className={buttonClass("secondary")}
                href={dialog(provider.enabled ? "off" : "on")}
                prefetch={false}
                scroll={false}
              >
                {provider.enabled ? "Switch off" : "Switch on"}
              </Link>
              {may("identity_provider.delete") && (
                <Link
                  className={`${buttonClass("secondary")} text-danger!`}
                  href={dialog("remove")}
                  prefetch={false}
                  scroll={false}
                >
                  Remove provider
                </Link>
              )}
            </div>
          </Card>
        )}
      </WithRail>
      {may("identity_provider.update") && (
        <ProviderDialog
          closeHref={hrefWith(at, { dialog: null })}
          isLastReady={
            provider.ready && all.every((other) => other.id === provider.id || !other.ready)
          }
          kind={at.params["dialog"] ?? ""}
          provider={provider}
          ssoEnforced={ssoEnforced}
          tenant={tenant}
        />
      )}
    </PageFrame>
  );
}

function testSentence(test: { ok: boolean } | null): string {
  if (!test) return "These settings were not tested yet.";
  return test.ok ? "The provider knows this client and answers." : "The last test failed.";
}
