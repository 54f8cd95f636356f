import type { Metadata } from "next";
import { platformContext } from "#app/_lib/context.ts";
import { countText, readList, type SearchParams, tableLook } from "#app/_lib/list-page.ts";
import { urlState } from "#components/data-table/url-state.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { listSecretExpiries } from "#domain/identity-providers/list-expiries.ts";
import { secretExpiryList } from "#domain/identity-providers/schemas.ts";
import { ExpiryTable } from "./expiry-table.tsx";

export const metadata: Metadata = { title: "Secret expiry" };

/** The provider secrets of all tenants that have an end, the nearest first. */
export default async function ProviderExpiryPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await platformContext();
  const params = await searchParams;
  const { page, failure } = await readList(
    listSecretExpiries(ctx, { ...secretExpiryList.fromUrl(params), count: true }),
  );
  return (
    <PageFrame count={countText(page.total)} title="Secret expiry">
      <ExpiryTable
        at={urlState("/platform/provider-expiry", params)}
        failure={failure}
        look={await tableLook("provider-expiry")}
        nextCursor={page.nextCursor}
        now={new Date().toISOString()}
        previousCursor={page.previousCursor}
        rows={page.items}
      />
    </PageFrame>
  );
}
