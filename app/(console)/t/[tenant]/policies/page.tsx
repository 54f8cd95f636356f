import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { orPage, tenantContext } from "#app/_lib/context.ts";
import { countText, readList, type SearchParams, tableLook } from "#app/_lib/list-page.ts";
import { urlState } from "#components/data-table/url-state.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { getPolicyDefault } from "#domain/policies/default.ts";
import { listPolicies } from "#domain/policies/list.ts";
import { policyList } from "#domain/policies/schemas.ts";
import { AccessPanel } from "./access-panel.tsx";
import { PoliciesTable } from "./policies-table.tsx";
import { DefaultForm } from "./policy-form.tsx";
import { PolicyPeek } from "./policy-peek.tsx";

export const metadata: Metadata = { title: "Policies" };

/** Who may use which SSO client: the rules, what holds without one, and a way to ask. */
export default async function PoliciesPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: SearchParams;
}) {
  const { tenant } = await params;
  const { person, ctx } = await tenantContext(tenant);
  const { permissions } = person.actor;
  const asked = await searchParams;
  const at = urlState(`/t/${tenant}/policies`, asked);
  const { page, failure } = await readList(
    listPolicies(ctx, { ...policyList.fromUrl(asked), count: true }),
  );
  const { effect } = await orPage(getPolicyDefault(ctx, {}));
  const add = permissions.has("policy.create") && (
    <Link className={buttonClass("primary")} href={`${at.path}/new`} prefetch={false}>
      <Plus aria-hidden="true" className="size-4" /> Add policy
    </Link>
  );
  const peeked = page.items.find(({ id }) => id === at.params["peek"]);
  return (
    <PageFrame action={add} count={countText(page.total)} title="Policies">
      <PoliciesTable
        add={add}
        at={at}
        failure={failure}
        look={await tableLook("policies")}
        nextCursor={page.nextCursor}
        now={new Date().toISOString()}
        peek={
          peeked
            ? {
                title: peeked.name,
                content: <PolicyPeek href={`${at.path}/${peeked.id}`} policy={peeked} />,
              }
            : null
        }
        previousCursor={page.previousCursor}
        rows={page.items}
      />
      <div className="flex max-w-292 flex-col gap-6 px-4 py-8 md:px-6">
        <Card title="Default">
          <div className="p-4 md:p-6">
            {permissions.has("policy.update") ? (
              <DefaultForm effect={effect} key={effect} tenant={tenant} />
            ) : (
              <p>
                Where no policy matches, everyone of the tenant{" "}
                {effect === "allow" ? "may use every client" : "is refused"}.
              </p>
            )}
          </div>
        </Card>
        <AccessPanel at={at} ctx={ctx} />
      </div>
    </PageFrame>
  );
}
