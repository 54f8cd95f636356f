import { ensureAuditPartitions } from "#domain/audit-events/ensure-partitions.ts";
import { forgetOldFormDrafts } from "#domain/form-drafts/drop.ts";
import { forgetOldGrants } from "#domain/grants/forget-old.ts";
import { forgetOldLogouts } from "#domain/logout-deliveries/forget-old.ts";
import { forgetOldMail } from "#domain/mail-messages/forget-old.ts";
import { forgetEndedSessions } from "#domain/sessions/forget-ended.ts";
import { countSignInDays } from "#domain/sign-in/sign-in-days.ts";
import { rotateDueKeys } from "#domain/signing-keys/rotate-due.ts";
import { forgetOldUserLinks } from "#domain/user-links/forget-old.ts";
import { log } from "#platform/log.ts";

/** What has to be done every hour so that tables stay as small, and partitions as many, as needed. */
export async function runHousekeeping(): Promise<void> {
  const partitions = await ensureAuditPartitions();
  const sessions = await forgetEndedSessions();
  const grants = await forgetOldGrants();
  const logouts = await forgetOldLogouts();
  const messages = await forgetOldMail();
  const links = await forgetOldUserLinks();
  const drafts = await forgetOldFormDrafts();
  const days = await countSignInDays();
  const keys = await rotateDueKeys();
  const counts = { partitions, sessions, grants, logouts, messages, links, drafts, days, keys };
  log.info(counts, "housekeeping");
}
