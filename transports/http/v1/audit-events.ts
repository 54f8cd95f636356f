import { listAuditEvents } from "#domain/audit-events/list.ts";
import { auditEventObject, pageOf } from "./objects.ts";
import { type Route, route } from "./route.ts";

export const auditEventRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/v1/tenants/{slug}/audit-events",
    summary: "List audit events, the newest first",
    operation: listAuditEvents,
    output: pageOf(auditEventObject),
  }),
  route({
    method: "get",
    path: "/v1/audit-events",
    summary: "List the audit events of the caller's own tenant, or of the platform",
    operation: listAuditEvents,
    output: pageOf(auditEventObject),
  }),
];
