import { auditEvents } from "#db/schema/audit-events.ts";

export const eventColumns = {
  id: auditEvents.id,
  at: auditEvents.at,
  action: auditEvents.action,
  actorKind: auditEvents.actorKind,
  actorId: auditEvents.actorId,
  actorName: auditEvents.actorName,
  targetKind: auditEvents.targetKind,
  targetId: auditEvents.targetId,
  targetName: auditEvents.targetName,
  outcome: auditEvents.outcome,
  reason: auditEvents.reason,
  before: auditEvents.before,
  after: auditEvents.after,
  requestId: auditEvents.requestId,
  address: auditEvents.address,
  userAgent: auditEvents.userAgent,
};

type EventRow = { [K in keyof typeof eventColumns]: (typeof auditEvents.$inferSelect)[K] };

/** What the outside sees of an event. */
export function describeEvent(row: EventRow) {
  return {
    id: row.id,
    at: row.at.toISOString(),
    action: row.action,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    target: { kind: row.targetKind, id: row.targetId, name: row.targetName },
    outcome: row.outcome,
    reason: row.reason,
    before: row.before,
    after: row.after,
    requestId: row.requestId,
    address: row.address,
    userAgent: row.userAgent,
  };
}
