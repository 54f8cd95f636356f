import { and, eq, ilike, or, sql } from "drizzle-orm";
import { mailMessages } from "#db/schema/mail-messages.ts";
import { tenants } from "#db/schema/tenants.ts";
import { wantsTotal } from "#domain/kernel/list.ts";
import { cappedTotal, containing, listPage } from "#domain/kernel/list-page.ts";
import { query } from "#domain/kernel/operation.ts";
import { mailMessageList } from "./schemas.ts";

/** The outbox of all tenants, the newest first; the texts are read one by one. */
export const listMail = query({
  permission: "platform.read",
  input: mailMessageList.input,
  run: async (ctx, input) => {
    const m = mailMessages;
    const at = listPage(
      input,
      { createdAt: { by: m.createdAt, kind: "instant" } },
      { by: m.id, kind: "uuid" },
    );
    const wanted = input.search === undefined ? undefined : containing(input.search);
    const matching = and(
      wanted ? or(ilike(m.recipient, wanted), ilike(m.subject, wanted)) : undefined,
      input.status ? eq(m.status, input.status) : undefined,
    );
    const found = await ctx.db
      .select({
        id: m.id,
        tenant: tenants.slug,
        recipient: m.recipient,
        subject: m.subject,
        status: m.status,
        attempts: m.attempts,
        lastError: m.lastError,
        createdAt: m.createdAt,
        sentAt: m.sentAt,
        ...at.key,
      })
      .from(m)
      .innerJoin(tenants, eq(tenants.id, m.tenantId))
      .where(and(matching, at.where))
      .orderBy(...at.orderBy)
      .limit(at.limit);
    const { rows, ...cursors } = at.cut(found);
    return {
      items: rows.map(({ sortKey: _, tieKey: __, createdAt, sentAt, ...row }) => ({
        ...row,
        createdAt: createdAt.toISOString(),
        sentAt: sentAt?.toISOString() ?? null,
      })),
      ...cursors,
      total: wantsTotal(input)
        ? await cappedTotal(ctx.db, sql`select from ${m} where ${matching ?? sql`true`}`)
        : null,
    };
  },
});
