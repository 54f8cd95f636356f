import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { tenantContext } from "#app/_lib/context.ts";
import { countText, readList, type SearchParams, tableLook } from "#app/_lib/list-page.ts";
import { urlState } from "#components/data-table/url-state.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { listDomains } from "#domain/login-domains/list.ts";
import { domainList } from "#domain/login-domains/schemas.ts";
import { suggestDomain } from "#domain/login-domains/suggest.ts";
import { DomainPeek } from "./domain-peek.tsx";
import { DomainsTable } from "./domains-table.tsx";
import { ExplainPanel } from "./explain-panel.tsx";
import { LiveDomains } from "./live-domains.tsx";
import { StarterDomain } from "./starter-domain.tsx";

export const metadata: Metadata = { title: "Login domains" };

/** The email domains of a tenant: which of them route sign-ins, and what holds the others up. */
export default async function LoginDomainsPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: SearchParams;
}) {
  const { tenant } = await params;
  const { person, ctx } = await tenantContext(tenant);
  const asked = await searchParams;
  const at = urlState(`/t/${tenant}/login-domains`, asked);
  const { page, failure } = await readList(
    listDomains(ctx, { ...domainList.fromUrl(asked), count: true }),
  );
  const mayClaim = person.actor.permissions.has("login_domain.create");
  const starter = mayClaim && page.total?.value === 0 ? await suggestDomain(ctx, {}) : null;
  const claim = mayClaim && (
    <Link
      className={buttonClass(starter ? "secondary" : "primary")}
      href={`/t/${tenant}/login-domains/new`}
      prefetch={false}
    >
      <Plus aria-hidden="true" className="size-4" /> {starter ? "Claim another" : "Claim domain"}
    </Link>
  );
  const peeked = page.items.find(({ domain }) => domain === at.params["peek"]);
  const now = new Date();
  return (
    <PageFrame action={claim} count={countText(page.total)} title="Login domains">
      {starter && <StarterDomain domain={starter.domain} tenant={tenant} />}
      <DomainsTable
        at={at}
        claim={!starter && claim}
        failure={failure}
        look={await tableLook("login-domains")}
        nextCursor={page.nextCursor}
        now={now.toISOString()}
        peek={
          peeked
            ? {
                title: peeked.domain,
                content: <DomainPeek domain={peeked} now={now} tenant={tenant} />,
              }
            : null
        }
        previousCursor={page.previousCursor}
        mayUpdate={person.actor.permissions.has("login_domain.update")}
        rows={page.items}
        tenant={tenant}
        total={page.total}
      />
      <div className="max-w-292 px-4 py-8 md:px-6">
        <ExplainPanel at={at} ctx={ctx} />
      </div>
      {page.items.some(({ status }) => status === "pending") && <LiveDomains tenant={tenant} />}
    </PageFrame>
  );
}
