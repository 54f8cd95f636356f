import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { v7 as uuidv7 } from "uuid";
import { type Installation, record } from "#e2e/support/installation.ts";
import type { Canaries } from "./canaries.ts";

/** The objects of the tenant that addresses and forms name. */
export type Objects = {
  domain: string;
  pendingDomain: string;
  provider: string;
  policy: string;
  client: string;
  user: string;
  session: string;
  issuer: string;
  subject: string;
  event: string;
  mail: string;
};

type Plot = {
  installation: Installation;
  sql: postgres.Sql;
  canaries: Canaries;
  tenant: { slug: string; id: string };
  /** A tenant that asks for the verified domain. */
  rivalId: string;
};

/**
 * Puts every canary in its place. Rows that a job would look at are written directly, so that
 * nothing but the requests of the matrix touches them.
 */
export async function plant(plot: Plot): Promise<Objects> {
  const { installation, canaries, sql, tenant } = plot;
  const base = `/v1/tenants/${tenant.slug}`;
  const domain = `${canaries.of("login domain")}.example`;
  const pendingDomain = `${canaries.of("pending domain")}.example`;
  await installation.rest(`${base}/domains`, { json: { domain, vouch: "for the matrix" } });
  const email = `${canaries.of("person's email")}@matrix.example`;
  const person = { email, name: canaries.of("person's name"), roles: ["member"] };
  const user = String(record(await installation.rest(`${base}/users`, { json: person }))["id"]);
  const provider = await plantProvider(plot);
  const rule = {
    name: canaries.of("policy"),
    effect: "deny",
    clientTags: [canaries.of("policy's tag")],
  };
  const policy = String(record(await installation.rest(`${base}/policies`, { json: rule }))["id"]);

  const registered = await installation.rest(`${base}/sso-clients`, {
    json: {
      name: canaries.of("SSO client's name"),
      redirectUris: [`https://${canaries.of("redirect URI")}.example/callback`],
    },
  });
  const client = String(record(registered)["id"]);

  const found = { at: new Date().toISOString(), outcome: "mismatch" };
  const check = { ...found, found: [canaries.of("what a check found")] };
  await sql`
    insert into login_domains (tenant_id, domain, status, challenge_token, challenge_expires_at,
                               last_check)
    values (${tenant.id}, ${pendingDomain}, 'pending', ${canaries.of("challenge token")},
            now() + interval '7 days', ${sql.json(check)})`;
  await sql`
    insert into domain_moves (id, domain, from_tenant_id, to_tenant_id, status)
    values (${randomUUID()}, ${domain}, ${tenant.id}, ${plot.rivalId}, 'requested')`;

  const issuer = "https://login.matrix.example";
  const subject = canaries.of("linked account");
  await sql`
    insert into identities (tenant_id, issuer, subject, user_id, provider_kind)
    values (${tenant.id}, ${issuer}, ${subject}, ${user}, 'oidc')`;
  const session = randomUUID();
  await sql`
    insert into sessions (tenant_id, id, user_id, token_hash, state, aal, method, address,
                          user_agent, expires_at)
    values (${tenant.id}, ${session}, ${user}, ${Buffer.alloc(32, 7)}, 'active', 1, 'password',
            ${canaries.of("session's address")}, 'matrix', now() + interval '1 hour')`;
  await sql`
    insert into consents (tenant_id, user_id, sso_client_id, scopes, claims, resources)
    values (${tenant.id}, ${user}, ${client}, '{openid}', '{}', '{}')`;
  await sql`
    insert into logout_deliveries (tenant_id, id, sso_client_id, user_id, email, state, tries,
                                   last_error)
    values (${tenant.id}, ${uuidv7()}, ${client}, ${user}, ${email}, 'failed', 9,
            ${canaries.of("why a client was not told")})`;
  const [event, mail] = await plantRecords(plot);
  return {
    domain,
    pendingDomain,
    provider,
    policy,
    client,
    user,
    session,
    issuer,
    subject,
    event,
    mail,
  };
}

async function plantProvider({ installation, sql, canaries, tenant }: Plot): Promise<string> {
  await installation.rest(`/v1/tenants/${tenant.slug}/providers/oidc`, {
    method: "PUT",
    json: {
      name: canaries.of("provider name"),
      issuer: `https://${canaries.of("provider issuer")}.example`,
      clientId: canaries.of("client id"),
      clientSecret: "the secret of the matrix",
    },
  });
  const test = { at: new Date().toISOString(), ok: false, stage: "keys" };
  const lastTest = { ...test, message: canaries.of("connection test") };
  const [row] = await sql<{ id: string }[]>`
    update identity_providers set last_test = ${sql.json(lastTest)}
    where tenant_id = ${tenant.id} returning id`;
  if (!row) throw new Error("the provider was not written");
  return row.id;
}

async function plantRecords({
  sql,
  canaries,
  tenant,
}: Plot): Promise<[event: string, mail: string]> {
  const [event, mail] = [uuidv7(), uuidv7()];
  await sql`
    insert into audit_events (tenant_id, id, action, actor_kind, actor_id, actor_name, target_kind,
                              target_id, target_name, outcome, reason, before, after, request_id,
                              address, user_agent)
    values (${tenant.id}, ${event}, 'tenant.update', 'user', ${randomUUID()},
            ${canaries.of("audit actor")}, 'tenant', ${tenant.id}, ${canaries.of("audit target")},
            'success', ${canaries.of("audit reason")},
            ${sql.json({ name: canaries.of("audit value before") })},
            ${sql.json({ name: canaries.of("audit value after") })}, 'matrix', '198.18.9.9',
            'matrix')`;
  await sql`
    insert into mail_messages (tenant_id, id, recipient, subject, body, status)
    values (${tenant.id}, ${mail}, ${`${canaries.of("mail recipient")}@matrix.example`},
            ${canaries.of("mail subject")}, ${canaries.of("mail text")}, 'sent')`;
  return [event, mail];
}
