import { sql } from "drizzle-orm";
import { identityProviderSecrets } from "#db/schema/identity-providers.ts";

/** While a secret is rotated the older one may end in peace. */
export const isNewestSecret = sql<boolean>`not exists (
  select from ${identityProviderSecrets} as newer
  where newer.tenant_id = ${identityProviderSecrets.tenantId}
    and newer.provider_id = ${identityProviderSecrets.providerId}
    and newer.id > ${identityProviderSecrets.id})`;
