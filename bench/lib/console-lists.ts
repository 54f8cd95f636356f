import type { Sql } from "postgres";
import { auditEventList } from "#domain/audit-events/schemas.ts";
import { providerList, secretExpiryList } from "#domain/identity-providers/schemas.ts";
import { encodeCursor } from "#domain/kernel/list.ts";
import { domainList } from "#domain/login-domains/schemas.ts";
import { mailMessageList } from "#domain/mail-messages/schemas.ts";
import { tenantList } from "#domain/tenants/schemas.ts";
import { userList } from "#domain/users/schemas.ts";
import { largestTenant } from "./seed-console.ts";

/** A page of the console to measure. `expect`: what only the right answer contains. */
export type ConsolePage = { name: string; path: string; expect: string };

type ConsoleList = {
  name: string;
  path: string;
  sort: string;
  /** SQL: the rows of the list, what they are sorted by, the tie-breaker, and what a row shows. */
  from: string;
  key: string;
  tie: string;
  shows: string;
  /** A search or filter, and what its first row shows. */
  found: { query: string; expect: string };
};

const PER_PAGE = 50;
const ofTenant = `tenant_id = (SELECT id FROM tenants WHERE slug = '${largestTenant}')`;

const lists: readonly ConsoleList[] = [
  {
    name: "tenants",
    path: "/platform/tenants",
    sort: tenantList.defaultSort,
    from: "tenants WHERE slug <> 'platform'",
    key: "slug",
    tie: "id",
    shows: "name",
    found: { query: "search=tenant-19", expect: "Tenant 199" },
  },
  {
    name: "login domains",
    path: `/t/${largestTenant}/login-domains`,
    sort: domainList.defaultSort,
    from: `login_domains WHERE ${ofTenant}`,
    key: "domain",
    tie: "domain",
    shows: "domain",
    found: { query: "search=000998", expect: "domain-000998.com" },
  },
  {
    name: "providers",
    path: `/t/${largestTenant}/providers`,
    sort: providerList.defaultSort,
    from: `identity_providers WHERE ${ofTenant}`,
    key: "created_at",
    tie: "id",
    shows: "id",
    found: { query: "search=directory+119", expect: "Directory 119" },
  },
  {
    name: "users",
    path: `/t/${largestTenant}/users`,
    sort: userList.defaultSort,
    from: `users WHERE ${ofTenant}`,
    key: "email",
    tie: "id",
    shows: "email",
    found: { query: "search=member-00499", expect: "member-004998@" },
  },
  {
    name: "audit events",
    path: `/t/${largestTenant}/audit-events`,
    sort: auditEventList.defaultSort,
    from: `audit_events WHERE ${ofTenant}`,
    key: "at",
    tie: "id",
    shows: "id",
    found: { query: "outcome=failure&action=user.update", expect: "user.update" },
  },
  {
    name: "outbox",
    path: "/platform/outbox",
    sort: mailMessageList.defaultSort,
    from: "mail_messages",
    key: "created_at",
    tie: "id",
    shows: "subject",
    found: { query: "search=member-000998", expect: "Message 998" },
  },
  {
    name: "provider expiries",
    path: "/platform/provider-expiry",
    sort: secretExpiryList.defaultSort,
    from: "identity_provider_secrets s JOIN tenants t ON t.id = s.tenant_id",
    key: "s.expires_at",
    tie: "s.id",
    shows: "t.name",
    found: { query: "search=tenant-199", expect: "Tenant 199" },
  },
];

/** Every list's first and last page and one search, with the cursors that the product would give. */
export async function consolePages(sql: Sql): Promise<ConsolePage[]> {
  const pages: ConsolePage[] = [];
  for (const list of lists) {
    const order = list.sort.startsWith("-") ? ["DESC", "ASC"] : ["ASC", "DESC"];
    const [onwards = "", backwards = ""] = order;
    const first = await rowOf(sql, list, onwards, 0);
    const last = await rowOf(sql, list, backwards, 0);
    const before = await rowOf(sql, list, backwards, PER_PAGE);
    const { key, tie } = before;
    const cursor = encodeCursor({ sort: list.sort, towards: "next", key, tie });
    pages.push(
      { name: `${list.name}, first page`, path: list.path, expect: first.shows },
      {
        name: `${list.name}, last page`,
        path: `${list.path}?cursor=${cursor}`,
        expect: last.shows,
      },
      {
        name: `${list.name}, ${list.found.query.replaceAll("+", " ")}`,
        path: `${list.path}?${list.found.query}`,
        expect: list.found.expect,
      },
    );
  }
  return pages;
}

type ListRow = { key: string; tie: string; shows: string };

async function rowOf(sql: Sql, list: ConsoleList, order: string, at: number): Promise<ListRow> {
  const { from, key, tie, shows } = list;
  const [row] = await sql.unsafe<ListRow[]>(
    `SELECT (${key})::text AS key, (${tie})::text AS tie, (${shows})::text AS shows FROM ${from}
     ORDER BY ${key} ${order}, ${tie} ${order} OFFSET ${at} LIMIT 1`,
  );
  if (row === undefined) throw new Error(`the seeded ${list.name} are fewer than a page`);
  return row;
}
