import Link from "next/link";
import { hrefWith, type UrlState } from "#components/data-table/url-state.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { RenameTenantForm } from "./tenant-form.tsx";

type Tenant = {
  slug: string;
  name: string;
  status: "active" | "suspended";
  appFallback: string;
  ssoEnforced: boolean;
  sessionLifetimeHours: number;
  sessionIdleMinutes: number;
  version: string;
};

/** A tenant beside the list: what holds for it, its name to change, and what ends it. */
export function TenantPeek({ tenant, at }: { tenant: Tenant; at: UrlState }) {
  const dialog = (kind: string) => hrefWith(at, { dialog: kind, target: tenant.slug });
  const suspended = tenant.status === "suspended";
  return (
    <div className="flex flex-col gap-6">
      <Facts
        facts={[
          { label: "Slug", value: <code className="font-mono">{tenant.slug}</code> },
          { label: "Status", value: <StatusBadge status={tenant.status} /> },
          {
            label: "Single sign-on",
            value: tenant.ssoEnforced ? "Enforced: passwords are off" : "Not enforced",
          },
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
      <Link className={buttonClass("primary")} href={`/t/${tenant.slug}`} prefetch={false}>
        Open tenant
      </Link>
      <RenameTenantForm
        key={tenant.slug}
        name={tenant.name}
        tenant={tenant.slug}
        version={tenant.version}
      />
      <div className="flex flex-wrap gap-2 border-hairline border-t pt-6">
        <Link
          className={buttonClass("secondary")}
          href={dialog(suspended ? "restore" : "suspend")}
          prefetch={false}
          scroll={false}
        >
          {suspended ? "Restore tenant" : "Suspend tenant"}
        </Link>
        <Link
          className={`${buttonClass("secondary")} text-danger!`}
          href={dialog("delete")}
          prefetch={false}
          scroll={false}
        >
          Delete tenant
        </Link>
      </div>
    </div>
  );
}
