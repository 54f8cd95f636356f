import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { arrival, orPage, platformContext } from "#app/_lib/context.ts";
import type { SearchParams } from "#app/_lib/list-page.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { judgeAddress } from "#domain/setup/address-rules.ts";
import { type SetupProgress, setupProgress } from "#domain/setup/progress.ts";
import { env } from "#platform/env.ts";
import { AddressStep } from "./address-step.tsx";
import { MailStep } from "./mail-step.tsx";
import { LeaveForm } from "./setup-forms.tsx";
import { isPlace, type Place, StepsNav } from "./steps-nav.tsx";
import { SummaryStep } from "./summary-step.tsx";
import { TenantStep } from "./tenant-step.tsx";

export const metadata: Metadata = { title: "Set up Gatehouse" };

/** What follows on the first operator: the address, mail and the first tenant, one step at a time. */
export default async function SetupWizardPage({ searchParams }: { searchParams: SearchParams }) {
  const { person, ctx } = await platformContext();
  const progress = await orPage(setupProgress(ctx, {}));
  const { step } = await searchParams;
  if (!isPlace(step)) redirect(hrefOf(progress.next ?? "summary"));
  return (
    <PageFrame
      action={progress.next !== null && <LeaveForm />}
      description="You can leave at any time: what is left stands above the list of tenants."
      title="Set up Gatehouse"
      width="detail"
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <StepsNav at={step} steps={progress.steps} />
        <div className="min-w-0">
          {step === "address" && (
            <AddressStep
              checks={judgeAddress(env.baseUrl, await arrival())}
              next={nextAfter(progress)}
              progress={progress}
            />
          )}
          {step === "mail" && (
            <MailStep
              email={person.actor.email}
              next={nextAfter(progress)}
              now={new Date()}
              progress={progress}
            />
          )}
          {step === "tenant" && <TenantStep next={nextAfter(progress)} progress={progress} />}
          {step === "summary" && (
            <SummaryStep
              operator={{ name: person.name, email: person.actor.email }}
              progress={progress}
            />
          )}
        </div>
      </div>
    </PageFrame>
  );
}

function hrefOf(place: Place): string {
  return `/platform/setup?step=${place}`;
}

/** Where a step that is done leads on to. */
function nextAfter({ next }: SetupProgress): string {
  return hrefOf(next ?? "summary");
}
