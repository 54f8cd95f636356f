import { recheckDueDomains } from "#domain/login-domains/recheck-due.ts";
import { log } from "#platform/log.ts";

/** Looks every verified domain's record up once a day. */
export async function runDomainWatch(): Promise<void> {
  const checked = await recheckDueDomains();
  log.info({ checked }, "domain watch");
}
