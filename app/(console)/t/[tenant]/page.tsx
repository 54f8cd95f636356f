import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { orPage, tenantContext } from "#app/_lib/context.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { DayChart, type Series } from "#components/ui/day-chart.tsx";
import { suggestDomain } from "#domain/login-domains/suggest.ts";
import type { SignInWay } from "#domain/sign-in/sign-in-days.ts";
import { tenantHome } from "#domain/tenants/home.ts";
import { ChecklistCard } from "./checklist-card.tsx";
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
  const { person, ctx } = await tenantContext(tenant);
  // The operators' own tenant has no domains and no providers: its home is the list of tenants.
  if (isPlatform(tenant)) redirect("/platform/tenants");
  const { tenant: shown, checklist, days } = await orPage(tenantHome(ctx, {}));
  const { permissions } = person.actor;
  const claimed = checklist.steps.find(({ step }) => step === "domain")?.done;
  const mayClaim = permissions.has("login_domain.create");
  const starter = mayClaim && !claimed ? await orPage(suggestDomain(ctx, {})) : null;
  return (
    <PageFrame title={<bdi>{shown.name}</bdi>} width="detail">
      <div className="grid gap-6">
        <ChecklistCard
          checklist={checklist}
          permissions={permissions}
          starterDomain={starter?.domain ?? null}
          tenant={tenant}
        />
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
