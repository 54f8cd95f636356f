import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { orPage, signInAddress, tenantContext } from "#app/_lib/context.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { Card } from "#components/ui/card.tsx";
import { CopyLine } from "#components/ui/copy-line.tsx";
import { DayChart, type Series } from "#components/ui/day-chart.tsx";
import { suggestDomain } from "#domain/login-domains/suggest.ts";
import type { SignInWay } from "#domain/sign-in/sign-in-days.ts";
import { tenantHome } from "#domain/tenants/home.ts";
import { ChecklistCard } from "./checklist-card.tsx";
import { checklistLinks } from "./checklist-links.ts";
import { isPlatform } from "./users/roles.tsx";

export const metadata: Metadata = { title: "Home" };

const ways: readonly (Series & { way: SignInWay })[] = [
  { way: "azure-ad", name: "Microsoft", color: 1 },
  { way: "google", name: "Google", color: 2 },
  { way: "oidc", name: "Custom provider", color: 3 },
  { way: "password", name: "Password", color: 4 },
];

/** Where a tenant's people start: the way to single sign-on, and how sign-ins went. */
export default async function TenantHomePage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const caller = await tenantContext(tenant);
  // The operators' own tenant has no domains and no providers: its home is the list of tenants.
  if (isPlatform(tenant)) redirect("/platform/tenants");
  const { person, ctx } = caller;
  const { tenant: shown, checklist, days } = await orPage(tenantHome(ctx, {}));
  const claimed = checklist.steps.find(({ step }) => step === "domain")?.done;
  const mayClaim = person.actor.permissions.has("login_domain.create");
  const starter = mayClaim && !claimed ? await orPage(suggestDomain(ctx, {})) : null;
  return (
    <PageFrame title={<bdi>{shown.name}</bdi>} width="detail">
      <div className="grid gap-6">
        <ChecklistCard
          checklist={checklist}
          links={await checklistLinks(caller, checklist)}
          starterDomain={starter?.domain ?? null}
          tenant={tenant}
        />
        <Card title="Where people sign in">
          <div className="flex flex-col gap-3 p-4 md:px-6">
            <p className="text-muted">
              Give your people this address. Each types a work email, and the buttons of its domain
              light up.
            </p>
            <CopyLine label="Copy the sign-in address" value={signInAddress()} />
          </div>
        </Card>
        <div className="grid min-w-0 gap-6 lg:grid-cols-2">
          <DayChart
            caption="Sign-ins by provider, by day"
            days={days.map(({ day, signIns }) => ({
              day,
              values: ways.map(({ way }) => signIns[way]),
            }))}
            none="Nobody signed in during the last 30 days."
            series={ways}
            title="Sign-ins"
          />
          <DayChart
            caption="Failed sign-ins, by day"
            days={days.map(({ day, failures }) => ({ day, values: [failures] }))}
            none="No sign-in failed during the last 30 days."
            series={[{ name: "Failures", color: "danger" }]}
            title="Failures"
          />
        </div>
      </div>
    </PageFrame>
  );
}
