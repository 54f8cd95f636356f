import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { hash } from "@node-rs/argon2";
import postgres from "postgres";
import type { Sizes } from "./bench.ts";
import { knownDomain, tenantProviders } from "./discovery-requests.ts";
import { createSeededId } from "./seeded-id.ts";

/** The password of every seeded user. */
export const seededPassword = "orbit-lantern-quarry-7";

/** The n-th seeded user, at the first seeded domain; unknown addresses have the same length. */
export function knownEmail(index: number): string {
  return `member-${String(index).padStart(6, "0")}@${knownDomain(0)}`;
}

export function unknownEmail(index: number): string {
  return `nobody-${String(index).padStart(6, "0")}@${knownDomain(0)}`;
}

/**
 * Fills the product's migrated database: tenants with a Google and a Microsoft provider each, the
 * domains spread over them, and users with a password in the first tenant. Rows go in by statement,
 * not by operation: a hundred thousand audited mutations would be another benchmark.
 * In: the owner's connection string, and the product's DATA_DIR.
 */
export async function seedProduct(url: string, dataDir: string, sizes: Sizes): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const sealed = sealedSecret(dataDir);
  const passwordHash = await seededPasswordHash();
  try {
    await sql.begin(async (tx) => {
      await createSeededId(tx);
      await tx`
        INSERT INTO tenants (id, slug, name)
        SELECT pg_temp.seeded_id('tenant', n), 'tenant-' || n, 'Tenant ' || n
        FROM generate_series(0, ${sizes.tenants - 1}::int) AS n`;
      for (const kind of tenantProviders) {
        await tx`
          INSERT INTO identity_providers (tenant_id, id, kind, name, client_id, directory_ids)
          SELECT pg_temp.seeded_id('tenant', n), pg_temp.seeded_id(${kind}, n), ${kind}, ${kind},
            'client-' || n, ${kind === "azure-ad" ? ["6babcaad-604b-40ac-a9d7-9fd97c0b779f"] : []}::text[]
          FROM generate_series(0, ${sizes.tenants - 1}::int) AS n`;
        await tx`
          INSERT INTO identity_provider_secrets (tenant_id, provider_id, id, sealed)
          SELECT pg_temp.seeded_id('tenant', n), pg_temp.seeded_id(${kind}, n),
            pg_temp.seeded_id(${`${kind} secret`}, n), ${sealed}
          FROM generate_series(0, ${sizes.tenants - 1}::int) AS n`;
      }
      await tx`
        CREATE TEMPORARY TABLE seeded_domain ON COMMIT DROP AS
        SELECT 'known-' || lpad(n::text, 6, '0') || '.com' AS domain,
          pg_temp.seeded_id('tenant', n % ${sizes.tenants}::int) AS tenant_id
        FROM generate_series(0, ${sizes.domains - 1}::int) AS n`;
      await tx`
        INSERT INTO login_domains (tenant_id, domain, status, verified_at, verified_by)
        SELECT tenant_id, domain, 'verified', now(), 'dns' FROM seeded_domain`;
      await tx`INSERT INTO verified_domains (domain, tenant_id)
        SELECT domain, tenant_id FROM seeded_domain`;
      await tx`
        INSERT INTO users (tenant_id, id, email, name, roles, password_hash)
        SELECT pg_temp.seeded_id('tenant', 0), pg_temp.seeded_id('user', n),
          'member-' || lpad(n::text, 6, '0') || '@' || ${knownDomain(0)}, 'Member ' || n,
          ARRAY['member'], ${passwordHash}
        FROM generate_series(0, ${sizes.users - 1}::int) AS n`;
      await tx`INSERT INTO login_emails (email, tenant_id, user_id)
        SELECT email, tenant_id, id FROM users WHERE tenant_id = pg_temp.seeded_id('tenant', 0)`;
    });
    await sql`VACUUM ANALYZE`;
  } finally {
    await sql.end();
  }
}

/** argon2id at the product's own parameters. */
export function seededPasswordHash(): Promise<string> {
  return hash(seededPassword, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

/** A client secret sealed with the keys of that DATA_DIR. */
export function sealedSecret(dataDir: string): string {
  const program = fileURLToPath(new URL("./sealed-secret.ts", import.meta.url));
  const env = { ...process.env, DATA_DIR: dataDir };
  return execFileSync(process.execPath, [program], { env, encoding: "utf8" }).trim();
}

/** Fills the database of `bench/reference/discovery.ts` with the same domains. */
export async function seedReference(url: string, sizes: Sizes): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`CREATE TABLE login_domain (domain text PRIMARY KEY, providers text[] NOT NULL)`;
    await sql`
      INSERT INTO login_domain
      SELECT 'known-' || lpad(n::text, 6, '0') || '.com', ${tenantProviders}
      FROM generate_series(0, ${sizes.domains - 1}::int) AS n`;
    await sql`VACUUM ANALYZE login_domain`;
  } finally {
    await sql.end();
  }
}
