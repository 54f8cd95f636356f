import type { Metadata } from "next";
import { tenantContext } from "#app/_lib/context.ts";
import { countText, readList, type SearchParams, tableLook } from "#app/_lib/list-page.ts";
import { urlState } from "#components/data-table/url-state.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { listAuditEvents } from "#domain/audit-events/list.ts";
import { auditEventList } from "#domain/audit-events/schemas.ts";
import { auditActions } from "#domain/kernel/audit.ts";
import { EventPeek } from "./event-peek.tsx";
import { EventsTable } from "./events-table.tsx";
import { findEvent, screenOf } from "./find-event.ts";

export const metadata: Metadata = { title: "Audit log" };

/** What happened in a tenant; in the operators' own, what happened on the platform. */
export default async function AuditEventsPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: SearchParams;
}) {
  const { tenant } = await params;
  const { ctx } = await tenantContext(tenant);
  const asked = await searchParams;
  const at = urlState(`/t/${tenant}/audit-events`, asked);
  const { page, failure } = await readList(
    listAuditEvents(ctx, { ...auditEventList.fromUrl(asked), count: true }),
  );
  const now = new Date();
  const peeked = at.params["peek"] && (await findEvent(ctx, at.params["peek"]));
  const peek = peeked && {
    title: peeked.action,
    content: (
      <EventPeek
        actorHref={await screenOf(ctx, tenant, peeked.actor)}
        at={at}
        event={peeked}
        now={now}
        targetHref={await screenOf(ctx, tenant, peeked.target)}
      />
    ),
  };
  return (
    <PageFrame count={countText(page.total)} title="Audit log">
      <EventsTable
        actions={auditActions}
        at={at}
        failure={failure}
        look={await tableLook("audit-events")}
        nextCursor={page.nextCursor}
        now={now.toISOString()}
        peek={peek || null}
        previousCursor={page.previousCursor}
        rows={page.items.map(({ actor, target, ...event }) => ({
          id: event.id,
          at: event.at,
          action: event.action,
          actor: actor.name,
          target: target.name,
          outcome: event.outcome,
          address: event.address,
        }))}
      />
    </PageFrame>
  );
}
