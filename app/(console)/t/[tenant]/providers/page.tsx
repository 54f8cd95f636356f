import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { tenantContext } from "#app/_lib/context.ts";
import { countText, readList, type SearchParams, tableLook } from "#app/_lib/list-page.ts";
import { urlState } from "#components/data-table/url-state.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { listProviders } from "#domain/identity-providers/list.ts";
import { providerList } from "#domain/identity-providers/schemas.ts";
import { ProviderPeek } from "./provider-peek.tsx";
import { ProvidersTable } from "./providers-table.tsx";

export const metadata: Metadata = { title: "Identity providers" };

/** The identity providers of a tenant: which can sign people in, and what the others lack. */
export default async function ProvidersPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: SearchParams;
}) {
  const { tenant } = await params;
  const { person, ctx } = await tenantContext(tenant);
  const asked = await searchParams;
  const at = urlState(`/t/${tenant}/providers`, asked);
  const { page, failure } = await readList(
    listProviders(ctx, { ...providerList.fromUrl(asked), count: true }),
  );
  const add = person.actor.permissions.has("identity_provider.update") && (
    <Link className={buttonClass("primary")} href={`/t/${tenant}/providers/new`} prefetch={false}>
      <Plus aria-hidden="true" className="size-4" /> Connect provider
    </Link>
  );
  const peeked = page.items.find(({ id }) => id === at.params["peek"]);
  const now = new Date();
  return (
    <PageFrame action={add} count={countText(page.total)} title="Identity providers">
      <ProvidersTable
        add={add}
        at={at}
        failure={failure}
        look={await tableLook("providers")}
        nextCursor={page.nextCursor}
        now={now.toISOString()}
        peek={
          peeked
            ? {
                title: peeked.name,
                content: (
                  <ProviderPeek href={`${at.path}/${peeked.id}`} now={now} provider={peeked} />
                ),
              }
            : null
        }
        previousCursor={page.previousCursor}
        rows={page.items}
      />
    </PageFrame>
  );
}
