import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, inject, test } from "vitest";
import { database } from "#db/client.ts";
import { mailMessages } from "#db/schema/mail-messages.ts";
import { sessions } from "#db/schema/sessions.ts";
import { withDatabase } from "#db/test-connection.ts";
import { asOperator, newTenant } from "#domain/testing/contexts.ts";
import { createUser } from "#domain/users/create.ts";
import { runHousekeeping } from "./housekeeping.ts";

withDatabase();

test("ended sessions and old mail go, running sessions and waiting mail stay", async () => {
  const tenant = await newTenant();
  const ctx = asOperator(tenant.id);
  const user = await createUser(ctx, { email: `a@${tenant.domain}`, name: "Somebody" });
  const session = (expiresIn: string) => ({
    tenantId: tenant.id,
    id: randomUUID(),
    userId: user.id,
    tokenHash: Buffer.from(randomUUID()),
    state: "active" as const,
    aal: 1,
    method: "password" as const,
    address: "",
    userAgent: "",
    expiresAt: sql`now() + ${expiresIn}::interval`,
  });
  const [ended, running] = [session("-1 minute"), session("1 minute")];
  await database().insert(sessions).values([ended, running]);
  const message = (status: "sent" | "queued") => ({
    tenantId: tenant.id,
    id: randomUUID(),
    recipient: user.email,
    subject: "",
    body: "",
    status,
    createdAt: sql`now() - interval '31 days'`,
  });
  const [sent, waiting] = [message("sent"), message("queued")];
  await database().insert(mailMessages).values([sent, waiting]);

  await runHousekeeping();

  const left = await database()
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.tenantId, tenant.id));
  expect(left).toEqual([{ id: running.id }]);
  const mail = await database()
    .select({ id: mailMessages.id })
    .from(mailMessages)
    .where(eq(mailMessages.tenantId, tenant.id));
  expect(mail).toEqual([{ id: waiting.id }]);
});

test("a missing partition of a month to come is made again, by the app role", async () => {
  const owner = postgres(inject("ownerDatabaseUrl"), { max: 1 });
  const [last] = await owner<{ name: string }[]>`
    select inhrelid::regclass::text as name from pg_inherits
    where inhparent = 'audit_events'::regclass order by 1 desc limit 1`;
  const name = last?.name ?? "";
  await owner`drop table ${owner(name)}`;
  await runHousekeeping();
  const [again] = await owner<
    { found: string | null }[]
  >`select to_regclass(${name})::text as found`;
  await owner.end();
  expect(again?.found).toBe(name);
});
