import { ensureAuditPartitions } from "#domain/audit-events/ensure-partitions.ts";
import { forgetOldMail } from "#domain/mail-messages/forget-old.ts";
import { forgetEndedSessions } from "#domain/sessions/forget-ended.ts";
import { log } from "#platform/log.ts";

/** What has to be done every hour so that tables stay as small, and partitions as many, as needed. */
export async function runHousekeeping(): Promise<void> {
  const partitions = await ensureAuditPartitions();
  const sessions = await forgetEndedSessions();
  const messages = await forgetOldMail();
  log.info({ partitions, sessions, messages }, "housekeeping");
}
