import { extendAuditLog } from "#domain/audit-events/extend-log.ts";
import { log } from "#platform/log.ts";

const DAY_MS = 24 * 3600 * 1000;

/**
 * Extends the audit log daily, while the process runs; each start's migration does so as well. A
 * timer and no queued job, because it must go on whatever state the queue is in.
 */
export function keepAuditLogAhead(): void {
  const extend = () =>
    extendAuditLog().catch((error: unknown) =>
      log.error({ err: error }, "the audit log was not extended"),
    );
  setInterval(extend, DAY_MS).unref();
}
