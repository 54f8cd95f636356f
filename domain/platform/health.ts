import { sql } from "drizzle-orm";
import { z } from "zod";
import { queueCounts } from "#db/queue.ts";
import { identityProviders } from "#db/schema/identity-providers.ts";
import { mailMessages } from "#db/schema/mail-messages.ts";
import { tenants } from "#db/schema/tenants.ts";
import type { QueryContext } from "#domain/kernel/context.ts";
import { query } from "#domain/kernel/operation.ts";
import packageJson from "#package.json" with { type: "json" };
import { lookupTxt } from "#platform/dns.ts";
import { env } from "#platform/env.ts";
import { probeMail } from "#platform/mail.ts";

export type HealthPart = {
  part: "database" | "queue" | "mail" | "dns" | "providers";
  state: "ok" | "trouble" | "off";
  /** What was found, in one sentence. */
  detail: string;
  /** Where it fails, and what an operator does about it; null while nothing does. */
  stage: string | null;
  whatToDo: string | null;
};

/** A name that nobody has (RFC 2606): that the DNS says so shows that it answers. */
const NOBODYS_NAME = "gatehouse-health.invalid";
const MOST_NAMED = 5;

/** How every part that the platform rests on does now, and which versions run. */
export const platformHealth = query({
  permission: "platform.read",
  input: z.object({}),
  run: async (ctx) => {
    // At once: each may wait for somebody who does not answer.
    const [database, ...others] = await Promise.all([
      databaseHealth(ctx),
      queueHealth(),
      mailHealth(ctx),
      dnsHealth(),
      providersHealth(ctx),
    ]);
    return {
      parts: [database.part, ...others],
      versions: {
        gatehouse: packageJson.version,
        node: process.version,
        postgresql: database.version,
        embedded: env.embedded,
      },
    };
  },
});

async function databaseHealth(ctx: QueryContext) {
  const started = performance.now();
  const [row] = await ctx.db.execute<{ version: string; size: string }>(sql`
    select current_setting('server_version') as version,
      pg_size_pretty(pg_database_size(current_database())) as size`);
  const tookMs = Math.max(1, Math.round(performance.now() - started));
  const version = row?.version ?? "";
  const kind = env.embedded ? ", embedded" : "";
  const detail = `PostgreSQL ${version}${kind} answers in ${tookMs} ms and holds ${row?.size}.`;
  return { version, part: fine("database", detail) };
}

async function queueHealth(): Promise<HealthPart> {
  const counts = await queueCounts();
  const waiting = counts.reduce((sum, one) => sum + one.queued, 0);
  const stuck = counts.filter((one) => one.retrying + one.failed > 0);
  const [first] = stuck.toSorted((a, b) => b.failed - a.failed);
  if (!first) return fine("queue", `Jobs that wait for their time: ${waiting}. None fails.`);
  return {
    part: "queue",
    state: "trouble",
    detail: stuck
      .map((one) => `${one.name}: ${one.retrying} to be tried again, ${one.failed} given up.`)
      .join(" "),
    stage: first.name,
    whatToDo: `The log names the cause: look for "a job failed" and "${first.name}".`,
  };
}

async function mailHealth(ctx: QueryContext): Promise<HealthPart> {
  const probe = await probeMail();
  const stuck = await undelivered(ctx);
  if (probe.kind === "failed") {
    const { stage, message, whatToDo } = probe;
    const detail = stuck === null ? `${message}.` : `${message}. ${stuck}`;
    return { part: "mail", state: "trouble", detail, stage, whatToDo };
  }
  if (stuck !== null) {
    return {
      part: "mail",
      state: "trouble",
      detail: stuck,
      stage: "delivery",
      whatToDo:
        "The outbox names each message and the server's answer. Delivery is tried again for half a day.",
    };
  }
  if (probe.kind === "ok") {
    return fine(
      "mail",
      `The mail server ${probe.server} answers and lets Gatehouse in; nothing waits.`,
    );
  }
  return {
    part: "mail",
    state: "off",
    detail: "SMTP_URL is not set: messages stay in the outbox.",
    stage: null,
    whatToDo: "Set SMTP_URL and MAIL_FROM so that invitations and warnings reach people.",
  };
}

/** A sentence about messages that failed and wait for another try, or null for none. */
async function undelivered(ctx: QueryContext): Promise<string | null> {
  const [row] = await ctx.db
    .select({
      stuck: sql<number>`count(*)::int`,
      lastError: sql<
        string | null
      >`(array_agg(${mailMessages.lastError} order by ${mailMessages.createdAt} desc))[1]`,
    })
    .from(mailMessages)
    .where(sql`${mailMessages.status} = 'queued' and ${mailMessages.attempts} > 0`);
  if (!row || row.stuck === 0) return null;
  const messages = row.stuck === 1 ? "1 message" : `${row.stuck} messages`;
  return `${messages} could not be delivered yet: ${row.lastError ?? "unknown"}`;
}

async function dnsHealth(): Promise<HealthPart> {
  const servers = env.DNS_SERVERS.length > 0 ? env.DNS_SERVERS.join(", ") : "the machine's own";
  const answer = await lookupTxt(NOBODYS_NAME);
  if (answer.kind !== "failed") return fine("dns", `The DNS servers answer: ${servers}.`);
  return {
    part: "dns",
    state: "trouble",
    detail: `The DNS servers do not answer (${answer.reason}): ${servers}.`,
    stage: "lookup",
    whatToDo: "Check DNS_SERVERS and the network. Until then no login domain can be proven.",
  };
}

async function providersHealth(ctx: QueryContext): Promise<HealthPart> {
  const failing = await ctx.db
    .select({
      tenant: tenants.slug,
      name: identityProviders.name,
      stage: sql<string>`${identityProviders.lastTest}->>'stage'`,
      count: sql<number>`count(*) over ()::int`,
    })
    .from(identityProviders)
    .innerJoin(tenants, sql`${tenants.id} = ${identityProviders.tenantId}`)
    .where(
      sql`${identityProviders.enabled} and ${tenants.status} = 'active'
        and ${identityProviders.lastTest}->>'ok' = 'false'`,
    )
    .orderBy(sql`${identityProviders.lastTest}->>'at' desc`)
    .limit(MOST_NAMED);
  const [first] = failing;
  if (!first) return fine("providers", "No provider failed its last connection test.");
  const named = failing.map((one) => `${one.tenant}: ${one.name} (${one.stage})`).join(", ");
  return {
    part: "providers",
    state: "trouble",
    detail: `${first.count === 1 ? "1 provider" : `${first.count} providers`} failed the last connection test: ${named}${first.count > failing.length ? ", ..." : "."}`,
    stage: first.stage,
    whatToDo: "Open the tenant's provider and press Test connection: it says what to correct.",
  };
}

function fine(part: HealthPart["part"], detail: string): HealthPart {
  return { part, state: "ok", detail, stage: null, whatToDo: null };
}
