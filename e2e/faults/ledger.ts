import { query } from "#db/embedded/test-scenario.ts";
import { openAccount } from "./visitor.ts";

/** What the product acknowledged, to be found again after a crash. */
export type Ledger = {
  /** Requests that were answered with success; each has its event. */
  requestIds: string[];
  sessions: { cookie: string; email: string }[];
  users: Map<string, "active" | "suspended" | "gone">;
  domains: Map<string, "there" | "gone">;
  /** Answers that nobody should get, whatever was killed. */
  wrongAnswers: string[];
};

export function newLedger(): Ledger {
  return {
    requestIds: [],
    sessions: [],
    users: new Map(),
    domains: new Map(),
    wrongAnswers: [],
  };
}

/** Every acknowledged effect that the database does not have, and every half of a change. */
export async function findLosses(ownerUrl: string, ledger: Ledger): Promise<string[]> {
  const kept = await query(ownerUrl, "select id::text, status from users");
  const statuses = new Map(kept.map((row) => [String(row["id"]), String(row["status"])]));
  const claims = await query(ownerUrl, "select domain from login_domains");
  const claimed = new Set(claims.map((row) => String(row["domain"])));
  const events = await query(
    ownerUrl,
    "select distinct request_id from audit_events where outcome = 'success'",
  );
  const audited = new Set(events.map((row) => String(row["request_id"])));
  const halves = await query(ownerUrl, halfChanges);
  return [
    ...[...ledger.users]
      .filter(([id, status]) => (statuses.get(id) ?? "gone") !== status)
      .map(([id, status]) => `user ${id} was ${status}, is ${statuses.get(id) ?? "gone"}`),
    ...[...ledger.domains]
      .filter(([domain, state]) => claimed.has(domain) !== (state === "there"))
      .map(([domain, state]) => `domain ${domain} was ${state}`),
    ...ledger.requestIds.filter((id) => !audited.has(id)).map((id) => `request ${id}: no event`),
    ...halves.map((row) => `${row["problem"]}: ${row["detail"]}`),
  ];
}

/** Sessions that were handed out and do not count any more. */
export async function findDeadSessions(
  baseUrl: string,
  sessions: Ledger["sessions"],
): Promise<string[]> {
  const dead: string[] = [];
  for (const { cookie, email } of sessions) {
    const response = await openAccount(baseUrl, cookie);
    const text = await response.text();
    if (response.status !== 200 || !text.includes(email)) {
      dead.push(`the session of ${email} answers ${response.status}`);
    }
  }
  return dead;
}

/** Whether an event of success stands beside a row. */
const succeeded = (actions: string, row: string, key: string) =>
  `exists (select 1 from audit_events e where e.tenant_id = ${row}.tenant_id
    and e.action in (${actions}) and e.outcome = 'success' and ${key})`;

/** Changes without their event and events of success without their change. */
const halfChanges = `
  select 'user without event' as problem, u.id::text as detail from users u
    where not ${succeeded("'user.create', 'platform.set_up'", "u", "e.target_id = u.id::text")}
  union all
  select 'created, but not there', c.target_id from audit_events c
    where c.action = 'user.create' and c.outcome = 'success'
      and not exists (select 1 from users u where u.id::text = c.target_id)
      and not ${succeeded("'user.delete'", "c", "e.target_id = c.target_id")}
  union all
  select 'deleted, but there', u.id::text from users u
    where ${succeeded("'user.delete'", "u", "e.target_id = u.id::text")}
  union all
  select 'status is not that of its last event', u.id::text from users u
    left join lateral (select action from audit_events e
      where e.tenant_id = u.tenant_id and e.target_id = u.id::text
        and e.action in ('user.suspend', 'user.restore') and e.outcome = 'success'
      order by e.at desc, e.id desc limit 1) last on true
    where (u.status = 'suspended') <> (coalesce(last.action, '') = 'user.suspend')
  union all
  select 'session without event', s.id::text from sessions s
    where not ${succeeded("'sign_in.password', 'sign_in.provider'", "s", "e.after ->> 'sessionId' = s.id::text")}
  union all
  select 'signed in, but no session', e.after ->> 'sessionId' from audit_events e
    where e.action in ('sign_in.password', 'sign_in.provider') and e.outcome = 'success'
      and not exists (select 1 from sessions s where s.id::text = e.after ->> 'sessionId')
  union all
  select 'identity without event', i.subject from identities i
    where not ${succeeded("'user.link_identity'", "i", "e.after ->> 'subject' = i.subject and e.target_id = i.user_id::text")}
  union all
  select 'linked, but no identity', l.target_id from audit_events l
    where l.action = 'user.link_identity' and l.outcome = 'success'
      and not exists (select 1 from identities i where i.subject = l.after ->> 'subject'
        and i.user_id::text = l.target_id)
  union all
  select 'domain without event of its own transaction', d.domain from login_domains d
    where not ${succeeded("'login_domain.vouch'", "d", "e.target_id = d.domain and e.transaction_id::text::numeric % 4294967296 = d.xmin::text::numeric")}
  union all
  select 'vouched for, but not there', v.target_id from audit_events v
    where v.action = 'login_domain.vouch' and v.outcome = 'success'
      and not exists (select 1 from login_domains d where d.domain = v.target_id)
      and not ${succeeded("'login_domain.delete'", "v", "e.target_id = v.target_id")}
  union all
  select 'domain and owner disagree', coalesce(d.domain, o.domain) from login_domains d
    full join verified_domains o on o.domain = d.domain and o.tenant_id = d.tenant_id
    where d.domain is null or o.domain is null
  union all
  select 'tenant has not the name of its last event', t.slug from tenants t
    join lateral (select e.after ->> 'name' as name from audit_events e
      where e.target_kind = 'tenant' and e.action = 'tenant.update' and e.outcome = 'success'
        and e.tenant_id = t.id
      order by e.at desc, e.id desc limit 1) last on true
    where last.name <> t.name`;
