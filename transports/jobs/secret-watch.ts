import { warnOfExpiringSecrets } from "#domain/identity-providers/warn-of-expiry.ts";
import { log } from "#platform/log.ts";

/** Warns of provider secrets that end soon. */
export async function runSecretWatch(): Promise<void> {
  const warned = await warnOfExpiringSecrets();
  log.info({ warned }, "secret watch");
}
