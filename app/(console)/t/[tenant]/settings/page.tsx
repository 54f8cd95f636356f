import type { Metadata } from "next";
import { orPage, tenantContext } from "#app/_lib/context.ts";
import type { SearchParams } from "#app/_lib/list-page.ts";
import { hrefWith, urlState } from "#components/data-table/url-state.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { Card } from "#components/ui/card.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { getSsoEnforcement } from "#domain/tenants/enforce-sso.ts";
import { getTenant } from "#domain/tenants/get.ts";
import { FallbackForm, NameForm, SessionsForm } from "./policy-form.tsx";
import { SsoCard } from "./sso-card.tsx";
import { SsoDialog } from "./sso-dialog.tsx";

export const metadata: Metadata = { title: "Settings" };

/** A tenant's policy: who signs its people in, and for how long. */
export default async function SettingsPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: SearchParams;
}) {
  const { tenant: slug } = await params;
  const { person, ctx } = await tenantContext(slug);
  const tenant = await orPage(getTenant(ctx, {}));
  const sso = await orPage(getSsoEnforcement(ctx, {}));
  const at = urlState(`/t/${slug}/settings`, await searchParams);
  const { permissions } = person.actor;
  const mayEnforce = permissions.has("tenant.enforce_sso");
  const mayLift = permissions.has("tenant.break_glass");
  const { dialog } = at.params;
  const asked =
    dialog === "enforce" && mayEnforce && sso.mayEnforce && !sso.enforced
      ? "enforce"
      : dialog === "break-glass" && mayLift && sso.enforced
        ? "break-glass"
        : null;
  return (
    <PageFrame title="Settings" width="form">
      <div className="flex flex-col gap-6">
        <SsoCard
          breakGlassHref={mayLift ? hrefWith(at, { dialog: "break-glass" }) : null}
          enforceHref={mayEnforce ? hrefWith(at, { dialog: "enforce" }) : null}
          now={new Date()}
          sso={sso}
        />
        {permissions.has("tenant.update") ? (
          <PolicyCards slug={slug} tenant={tenant} />
        ) : (
          <PolicyFacts tenant={tenant} />
        )}
      </div>
      {asked !== null && (
        <SsoDialog
          closeHref={hrefWith(at, { dialog: null })}
          kind={asked}
          name={tenant.name}
          sso={sso}
          tenant={slug}
        />
      )}
    </PageFrame>
  );
}

type Tenant = Awaited<ReturnType<typeof getTenant>>;

function PolicyCards({ slug, tenant }: { slug: string; tenant: Tenant }) {
  return (
    <>
      <Card title="App fallback">
        <div className="p-4 md:p-6">
          <FallbackForm appFallback={tenant.appFallback} tenant={slug} version={tenant.version} />
        </div>
      </Card>
      <Card title="Sessions">
        <div className="p-4 md:p-6">
          <SessionsForm
            sessionIdleMinutes={tenant.sessionIdleMinutes}
            sessionLifetimeHours={tenant.sessionLifetimeHours}
            tenant={slug}
            version={tenant.version}
          />
        </div>
      </Card>
      <Card title="Name">
        <div className="p-4 md:p-6">
          <NameForm name={tenant.name} tenant={slug} version={tenant.version} />
        </div>
      </Card>
    </>
  );
}

/** The same for whoever may only look. */
function PolicyFacts({ tenant }: { tenant: Tenant }) {
  return (
    <Card title="Policy">
      <div className="p-4 md:p-6">
        <Facts
          facts={[
            { label: "Name", value: <bdi>{tenant.name}</bdi> },
            {
              label: "App fallback",
              value: tenant.appFallback === "allowed" ? "Allowed" : "Denied",
            },
            {
              label: "Sessions",
              value: `End after ${tenant.sessionLifetimeHours} hours, or ${tenant.sessionIdleMinutes} minutes idle`,
            },
          ]}
        />
      </div>
    </Card>
  );
}
