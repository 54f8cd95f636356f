import postgres, { type Sql, type TransactionSql } from "postgres";
import type { Sizes } from "./bench.ts";
import { sealedSecret, seededPasswordHash } from "./seed.ts";
import { createSeededId } from "./seeded-id.ts";

/** Who looks at the console: an operator, who sees every screen. The password is `seededPassword`. */
export const operatorEmail = "operator@gatehouse.example";

/** The tenant whose lists are measured: the largest one, which has half of everything. */
export const largestTenant = "tenant-0";

/** Custom providers of the largest tenant: more than two pages of them. */
const CUSTOM_PROVIDERS = 120;

/**
 * Fills the product's migrated database for the console: every tenant with a Google and a Microsoft
 * provider, domains of which some wait for their proof, people, sessions, audit events over this
 * month, and mail. Even rows belong to the largest tenant, odd ones to all the others in turn.
 * In: the owner's connection string, and the product's DATA_DIR.
 */
export async function seedConsole(url: string, dataDir: string, sizes: Sizes): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const sealed = sealedSecret(dataDir);
  const passwordHash = await seededPasswordHash();
  try {
    await sql.begin(async (tx) => {
      await createSeededId(tx);
      await tx`
        CREATE FUNCTION pg_temp.tenant_of(n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$
          SELECT pg_temp.seeded_id('tenant', CASE WHEN n % 2 = 0 THEN 0
            ELSE 1 + (n / 2) % ${tx.unsafe(String(sizes.consoleTenants - 1))} END) $$`;
      await seedTenants(tx, sizes, sealed);
      await seedPeople(tx, sizes, passwordHash);
      await seedHistory(tx, sizes);
    });
    await sql`VACUUM ANALYZE`;
  } finally {
    await sql.end();
  }
}

/** Connects to a seeded database, to look where the lists end. */
export function openSeeded(url: string): Sql {
  return postgres(url, { max: 1, onnotice: () => {} });
}

async function seedTenants(tx: TransactionSql, sizes: Sizes, sealed: string): Promise<void> {
  await tx`
    INSERT INTO tenants (id, slug, name, created_at)
    SELECT pg_temp.seeded_id('tenant', n), 'tenant-' || n, 'Tenant ' || n,
      now() - make_interval(mins => n)
    FROM generate_series(0, ${sizes.consoleTenants - 1}::int) AS n`;
  await tx`
    INSERT INTO identity_providers (tenant_id, id, kind, name, issuer, client_id, directory_ids,
      created_at)
    SELECT pg_temp.seeded_id('tenant', n), pg_temp.seeded_id(kind, n), kind, kind, NULL,
      'client-' || n, directories, now() - make_interval(days => 30)
    FROM generate_series(0, ${sizes.consoleTenants - 1}::int) AS n, (VALUES ('google', '{}'::text[]),
      ('azure-ad', '{6babcaad-604b-40ac-a9d7-9fd97c0b779f}')) AS kinds (kind, directories)
    UNION ALL
    SELECT pg_temp.seeded_id('tenant', 0), pg_temp.seeded_id('oidc', n), 'oidc', 'Directory ' || n,
      'https://directory-' || n || '.example', 'client-' || n, '{}', now() - make_interval(mins => n)
    FROM generate_series(1, ${CUSTOM_PROVIDERS}::int) AS n`;
  // Warned of already: the benchmark is not about the job that mails.
  await tx`
    INSERT INTO identity_provider_secrets (tenant_id, provider_id, id, sealed, expires_at, warned_days)
    SELECT tenant_id, id, pg_temp.seeded_id('secret', row_number() OVER (ORDER BY tenant_id, id)),
      ${sealed}, now() + make_interval(hours => (row_number() OVER (ORDER BY tenant_id, id))::int), 0
    FROM identity_providers`;
  await tx`
    INSERT INTO login_domains (tenant_id, domain, status, challenge_token, challenge_expires_at,
      verified_at, verified_by)
    SELECT pg_temp.tenant_of(n), 'domain-' || lpad(n::text, 6, '0') || '.com',
      CASE WHEN waits THEN 'pending' ELSE 'verified' END,
      CASE WHEN waits THEN md5('challenge' || n) END,
      CASE WHEN waits THEN now() + interval '7 days' END,
      CASE WHEN NOT waits THEN now() - make_interval(mins => n) END,
      CASE WHEN NOT waits THEN 'dns' END
    FROM generate_series(0, ${sizes.consoleDomains - 1}::int) AS n, LATERAL (SELECT n % 20 = 8) AS w (waits)`;
  await tx`INSERT INTO verified_domains (domain, tenant_id)
    SELECT domain, tenant_id FROM login_domains WHERE status = 'verified'`;
}

async function seedPeople(tx: TransactionSql, sizes: Sizes, passwordHash: string): Promise<void> {
  await tx`
    INSERT INTO users (tenant_id, id, email, name, roles, password_hash, created_at, last_sign_in_at)
    SELECT pg_temp.tenant_of(n), pg_temp.seeded_id('user', n),
      'member-' || lpad(n::text, 6, '0') || '@domain-000000.com', 'Member Number ' || n,
      CASE WHEN n % 500 = 0 THEN ARRAY['admin'] ELSE ARRAY['member'] END, NULL,
      now() - make_interval(mins => n), CASE WHEN n % 3 = 0 THEN now() - make_interval(mins => n) END
    FROM generate_series(0, ${sizes.consoleUsers - 1}::int) AS n
    UNION ALL
    SELECT ${"00000000-0000-0000-0000-000000000000"}::uuid, pg_temp.seeded_id('operator', 0), ${operatorEmail},
      'Operator', ARRAY['operator'], ${passwordHash}, now(), NULL`;
  await tx`INSERT INTO login_emails (email, tenant_id, user_id) SELECT email, tenant_id, id FROM users`;
  await tx`
    INSERT INTO sessions (tenant_id, id, user_id, token_hash, state, aal, method, address, user_agent,
      expires_at)
    SELECT pg_temp.tenant_of(n), pg_temp.seeded_id('session', n), pg_temp.seeded_id('user', n),
      sha256(n::text::bytea), 'active', 1, 'password', '192.0.2.1', 'Mozilla/5.0', now() + interval '12 hours'
    FROM generate_series(0, ${sizes.consoleSessions - 1}::int) AS n`;
}

async function seedHistory(tx: TransactionSql, sizes: Sizes): Promise<void> {
  // Spread over the month so far: the partition that every installation has.
  await tx`
    INSERT INTO audit_events (tenant_id, at, id, action, actor_kind, actor_id, actor_name, target_kind,
      target_id, target_name, outcome, after, request_id, address, user_agent)
    SELECT pg_temp.tenant_of(n), first + (now() - first) * (n::float8 / ${sizes.consoleEvents}::int),
      pg_temp.seeded_id('event', n), CASE n % 4 WHEN 0 THEN 'user.update' WHEN 1 THEN 'login_domain.verify'
        ELSE 'sign_in.password' END, 'user', who.id, who.name, 'user', who.id, who.name,
      CASE WHEN n % 50 = 0 THEN 'failure' ELSE 'success' END, '{"method": "password"}', md5('request' || n),
      '192.0.2.1', 'Mozilla/5.0'
    FROM generate_series(0, ${sizes.consoleEvents - 1}::int) AS n,
      LATERAL (SELECT pg_temp.seeded_id('user', n % ${sizes.consoleUsers}::int)::text,
        'member-' || lpad((n % ${sizes.consoleUsers}::int)::text, 6, '0') || '@domain-000000.com') AS who (id, name),
      LATERAL (SELECT date_trunc('month', now(), 'UTC')) AS month (first)`;
  await tx`
    INSERT INTO mail_messages (tenant_id, id, recipient, subject, body, status, created_at, sent_at)
    SELECT pg_temp.tenant_of(n), pg_temp.seeded_id('mail', n),
      'member-' || lpad(n::text, 6, '0') || '@domain-000000.com', 'Message ' || n, 'Text of ' || n, 'logged',
      now() - make_interval(secs => n), now() - make_interval(secs => n)
    FROM generate_series(0, ${sizes.consoleMails - 1}::int) AS n`;
}
