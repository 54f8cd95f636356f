import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { validate as isUuid } from "uuid";
import { orPage, tenantContext } from "#app/_lib/context.ts";
import type { SearchParams } from "#app/_lib/list-page.ts";
import { deletePolicyAction } from "#app/(console)/t/[tenant]/policies/actions.ts";
import { EffectBadge } from "#app/(console)/t/[tenant]/policies/effect-badge.tsx";
import { PolicyForm } from "#app/(console)/t/[tenant]/policies/policy-form.tsx";
import { PolicySummary } from "#app/(console)/t/[tenant]/policies/policy-peek.tsx";
import { rolesOf } from "#app/(console)/t/[tenant]/users/roles.tsx";
import { hrefWith, urlState } from "#components/data-table/url-state.ts";
import { ConfirmForm } from "#components/form/confirm-form.tsx";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { UrlDialog } from "#components/ui/url-dialog.tsx";
import { getPolicy } from "#domain/policies/get.ts";

export const metadata: Metadata = { title: "Policy" };

/** One policy, to change or to remove. */
export default async function PolicyPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string; policy: string }>;
  searchParams: SearchParams;
}) {
  const { tenant, policy: id } = await params;
  const { person, ctx } = await tenantContext(tenant);
  const { permissions } = person.actor;
  if (!isUuid(id)) notFound();
  const policy = await orPage(getPolicy(ctx, { id }));
  const at = urlState(`/t/${tenant}/policies/${id}`, await searchParams);
  const closeHref = hrefWith(at, { dialog: null });
  const remove = permissions.has("policy.delete") && (
    <Link
      className={`${buttonClass("secondary")} text-danger!`}
      href={hrefWith(at, { dialog: "delete" })}
      prefetch={false}
      scroll={false}
    >
      Delete policy
    </Link>
  );
  return (
    <PageFrame
      action={remove}
      title={
        <span className="inline-flex flex-wrap items-center gap-3">
          <bdi className="min-w-0 break-words">{policy.name}</bdi>
          <EffectBadge effect={policy.effect} enabled={policy.enabled} />
        </span>
      }
      width="form"
    >
      {permissions.has("policy.update") ? (
        <PolicyForm roles={rolesOf(tenant)} saved={policy} tenant={tenant} />
      ) : (
        <PolicySummary policy={policy} />
      )}
      {remove && at.params["dialog"] === "delete" && (
        <UrlDialog closeHref={closeHref} title={`Delete ${policy.name}?`}>
          <ConfirmForm
            action={deletePolicyAction}
            button="Delete policy"
            closeHref={closeHref}
            consequence={
              <p>
                From the next sign-in on, <strong>{policy.name}</strong>{" "}
                {policy.effect === "allow"
                  ? "admits nobody any more. Who had it alone to thank is refused where the default denies."
                  : "refuses nobody any more. Who was kept out by it alone may come in."}
              </p>
            }
            done={`Deleted ${policy.name}.`}
            fields={{ id }}
            tenant={tenant}
          />
        </UrlDialog>
      )}
    </PageFrame>
  );
}
