import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { FirstTenantForm } from "#app/(console)/platform/tenants/tenant-form.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { SetupProgress } from "#domain/setup/progress.ts";
import { SkipForm } from "./setup-forms.tsx";

/** The first tenant, and who sets it up. */
export function TenantStep({ progress, next }: { progress: SetupProgress; next: string }) {
  const { tenant, mail } = progress;
  if (tenant) {
    return (
      <Card title="The first tenant">
        <div className="flex flex-col gap-4 px-4 py-4 md:px-6">
          <p className="flex items-center gap-2">
            <CircleCheck aria-hidden="true" className="size-5 shrink-0 text-success" />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <bdi>{tenant.name}</bdi> is there.
            </span>
          </p>
          <div className="flex flex-wrap gap-2">
            <Link className={buttonClass("primary")} href={next} prefetch={false}>
              Continue
            </Link>
            <Link
              className={buttonClass("secondary")}
              href="/platform/tenants/new"
              prefetch={false}
            >
              Create another tenant
            </Link>
          </div>
        </div>
      </Card>
    );
  }
  return (
    <Card title="Create the first tenant">
      <div className="flex max-w-160 flex-col gap-6 px-4 py-4 md:px-6 md:py-6">
        <p className="text-muted">
          A tenant is one organisation, with login domains, identity providers and people of its
          own.
        </p>
        <FirstTenantForm mailGoesOut={mail.server !== null} />
        <div className="border-hairline border-t pt-4">
          <SkipForm step="tenant" />
        </div>
      </div>
    </Card>
  );
}
