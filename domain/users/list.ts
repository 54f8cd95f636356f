import { and, arrayContains, eq, or, type SQL, sql } from "drizzle-orm";
import { users } from "#db/schema/users.ts";
import { wantsTotal } from "#domain/kernel/list.ts";
import { cappedTotal, listPage, startingWith } from "#domain/kernel/list-page.ts";
import { query } from "#domain/kernel/operation.ts";
import { describeUser, listedUserColumns } from "./queries.ts";
import { userList } from "./schemas.ts";

/** The users of the context's tenant. */
export const listUsers = query({
  permission: "user.read",
  input: userList.input,
  run: async (ctx, input) => {
    const at = listPage(
      input,
      {
        email: { by: users.email, kind: "text" },
        name: { by: users.name, kind: "text" },
        // The very expression of the index users_by_last_sign_in.
        lastSignInAt: {
          by: sql`coalesce(${users.lastSignInAt}, '-infinity'::timestamptz)`,
          kind: "instant",
        },
        createdAt: { by: users.createdAt, kind: "instant" },
      },
      { by: users.id, kind: "uuid" },
    );
    const ofTenant = eq(users.tenantId, ctx.tenantId);
    const matching = and(
      ofTenant,
      input.search ? found(input.search) : undefined,
      input.status ? eq(users.status, input.status) : undefined,
      input.role ? arrayContains(users.roles, [input.role]) : undefined,
    );
    const narrowed = input.search || input.role;
    const total =
      narrowed || wantsTotal(input)
        ? await cappedTotal(ctx.db, sql`select from ${users} where ${matching}`)
        : null;
    // Few are found first and sorted then: walking the order's index to meet them would visit all.
    const few = narrowed && !total?.capped;
    const wanted = few
      ? and(
          ofTenant,
          sql`${users.id} = any(array(select ${users.id} from ${users} where ${matching}))`,
        )
      : matching;
    const page = at.cut(
      await ctx.db
        .select({ ...listedUserColumns, ...at.key })
        .from(users)
        .where(and(wanted, at.where))
        .orderBy(...at.orderBy)
        .limit(at.limit),
    );
    const { rows, ...cursors } = page;
    return {
      items: rows.map(describeUser),
      ...cursors,
      total: wantsTotal(input) ? total : null,
    };
  },
});

/** Each way to find somebody has an index, and PostgreSQL joins their bitmaps. */
function found(search: string): SQL | undefined {
  const ways = [sql`${users.email} like ${startingWith(search.toLowerCase())}`];
  const words = search.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length > 0) {
    const prefixes = words.map((word) => `${word}:*`).join(" & ");
    ways.push(
      sql`to_tsvector('simple'::regconfig, ${users.name}) @@ to_tsquery('simple', ${prefixes})`,
    );
  }
  const range = idRange(search);
  if (range) ways.push(sql`${users.id} between ${range.first}::uuid and ${range.last}::uuid`);
  return or(...ways);
}

/** The ids that start with `text`, or null where none can, or too many would. */
function idRange(text: string): { first: string; last: string } | null {
  const digits = text.toLowerCase().replaceAll("-", "");
  if (!/^[\da-f]{4,32}$/.test(digits)) return null;
  return { first: digits.padEnd(32, "0"), last: digits.padEnd(32, "f") };
}
