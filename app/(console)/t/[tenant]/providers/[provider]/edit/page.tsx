import { ChevronDown } from "lucide-react";
import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { orPage, tenantContext } from "#app/_lib/context.ts";
import { Guide } from "#app/(console)/t/[tenant]/providers/guide.tsx";
import { ProviderForm } from "#app/(console)/t/[tenant]/providers/provider-form.tsx";
import { TestStages } from "#app/(console)/t/[tenant]/providers/test-stages.tsx";
import { CrumbName } from "#components/shell/crumb-name.tsx";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { Card } from "#components/ui/card.tsx";
import { getProvider } from "#domain/identity-providers/get.ts";

export const metadata: Metadata = { title: "Edit provider" };

/** A provider's settings, with the stage that failed above them while one does. */
export default async function EditProviderPage({
  params,
}: {
  params: Promise<{ tenant: string; provider: string }>;
}) {
  const { tenant, provider: id } = await params;
  const { person, ctx } = await tenantContext(tenant);
  if (!person.actor.permissions.has("identity_provider.update")) forbidden();
  const provider = await orPage(getProvider(ctx, { provider: decodeURIComponent(id) }));
  const failing = provider.lastTest && !provider.lastTest.ok ? provider.lastTest : null;
  return (
    <PageFrame
      title={
        <>
          Edit <bdi>{provider.name}</bdi>
        </>
      }
      width="form"
    >
      <CrumbName id={provider.id} name={provider.name} />
      <div className="flex flex-col gap-6">
        {failing && (
          <div className="scroll-mt-20" id="test">
            <Card title="Saved, but the test failed">
              <div aria-live="polite" className="p-4 md:p-6">
                <TestStages test={failing} />
              </div>
            </Card>
          </div>
        )}
        <Card title="Settings">
          <div className="p-4 md:p-6">
            <ProviderForm
              closeHref={`/t/${tenant}/providers/${provider.id}`}
              kind={provider.kind}
              saved={provider}
              tenant={tenant}
            />
          </div>
        </Card>
        <details className="group overflow-hidden rounded-card border border-hairline bg-surface">
          <summary className="flex min-h-14 cursor-pointer items-center justify-between gap-4 px-4 font-semibold md:px-6">
            The guide, with the callback address
            <ChevronDown
              aria-hidden="true"
              className="size-4 shrink-0 text-muted group-open:rotate-180"
            />
          </summary>
          <div className="border-hairline border-t">
            <Guide callback={provider.redirectUri} kind={provider.kind} />
          </div>
        </details>
      </div>
    </PageFrame>
  );
}
