import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { orNull, orPage, platformContext } from "#app/_lib/context.ts";
import { countText, readList, type SearchParams, tableLook } from "#app/_lib/list-page.ts";
import { hrefWith, urlState } from "#components/data-table/url-state.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { setupProgress } from "#domain/setup/progress.ts";
import { enterTenant } from "#domain/tenants/enter.ts";
import { getTenant } from "#domain/tenants/get.ts";
import { listTenants } from "#domain/tenants/list.ts";
import { tenantList } from "#domain/tenants/schemas.ts";
import { SetupReminder } from "./setup-reminder.tsx";
import { TenantDialog } from "./tenant-dialog.tsx";
import { TenantPeek } from "./tenant-peek.tsx";
import { TenantsTable } from "./tenants-table.tsx";

export const metadata: Metadata = { title: "Tenants" };

/** Every tenant of the platform, for operators. */
export default async function TenantsPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await platformContext();
  const params = await searchParams;
  const at = urlState("/platform/tenants", params);
  const { page, failure } = await readList(
    listTenants(ctx, { ...tenantList.fromUrl(params), count: true }),
  );
  // What stands open may be gone, as after Back from a deletion: then nothing is open.
  const open = async (slug: string | undefined) =>
    slug === undefined
      ? null
      : await orNull(enterTenant(ctx, slug).then((of) => getTenant(of, {})));
  const peeked = await open(at.params["peek"]);
  const target = await open(at.params["dialog"] && at.params["target"]);
  const create = (
    <Link className={buttonClass("primary")} href="/platform/tenants/new" prefetch={false}>
      <Plus aria-hidden="true" className="size-4" /> Create tenant
    </Link>
  );
  return (
    <PageFrame action={create} count={countText(page.total)} title="Tenants">
      <SetupReminder progress={await orPage(setupProgress(ctx, {}))} />
      <TenantsTable
        at={at}
        create={create}
        failure={failure}
        look={await tableLook("tenants")}
        nextCursor={page.nextCursor}
        now={new Date().toISOString()}
        peek={peeked && { title: peeked.name, content: <TenantPeek at={at} tenant={peeked} /> }}
        previousCursor={page.previousCursor}
        rows={page.items}
        total={page.total}
      />
      {target && (
        <TenantDialog
          closeHref={hrefWith(at, { dialog: null, target: null })}
          kind={at.params["dialog"] ?? ""}
          tenant={target}
        />
      )}
    </PageFrame>
  );
}
