import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { and, eq } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { connection, database } from "#db/client.ts";
import { mailMessages } from "#db/schema/mail-messages.ts";
import { withDatabase } from "#db/test-connection.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { asOperator, newTenant, newUser } from "#domain/testing/contexts.ts";
import { suspendUser } from "#domain/users/set-status.ts";
import type { Mail } from "#platform/mail.ts";
import { Secret } from "#platform/secret.ts";
import { deliverMail } from "./deliver.ts";
import { mailAdmins } from "./mail-admins.ts";

const smtp = vi.hoisted(() => ({ url: "" }));
vi.mock("#platform/mail.ts", async (original) => {
  const real = await original<typeof import("#platform/mail.ts")>();
  const sendMail = (mail: Mail) =>
    real.sendMail(mail, smtp.url === "" ? undefined : Secret.of(smtp.url));
  return { ...real, sendMail };
});
afterEach(() => {
  smtp.url = "";
});

withDatabase();

const announce = mutation({
  permission: "user.create",
  input: z.object({ subject: z.string(), fails: z.boolean() }),
  run: async (ctx, { subject, fails }) => {
    const jobs = await mailAdmins(ctx, { subject, body: "What happened." });
    if (fails) throw conflict("Not after all.");
    const target = { kind: "tenant", id: ctx.tenantId, name: subject };
    return { result: jobs.length, audit: { action: "user.create", target }, jobs };
  },
});

async function outbox(tenantId: string) {
  return await database().select().from(mailMessages).where(eq(mailMessages.tenantId, tenantId));
}

async function jobsOf(tenantId: string) {
  return await connection().sql`select data->>'messageId' as "messageId" from pgboss.job
    where name = 'deliver-mail' and data->>'tenantId' = ${tenantId}`;
}

/** A tenant with one message in its outbox. */
async function oneMessage() {
  const { id: tenantId } = await newTenant();
  const { email } = await newUser(tenantId, { roles: ["admin"] });
  await announce(asOperator(tenantId), { subject: "News", fails: false });
  const [message] = await outbox(tenantId);
  if (!message) throw new Error("There is no message");
  const read = async () => {
    const here = and(eq(mailMessages.tenantId, tenantId), eq(mailMessages.id, message.id));
    return (await database().select().from(mailMessages).where(here))[0];
  };
  return { tenantId, messageId: message.id, email, read };
}

async function withServer(work: (received: string[]) => Promise<void>): Promise<void> {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      stream.resume();
      stream.on("end", () => {
        received.push(...session.envelope.rcptTo.map((to) => to.address));
        done();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  smtp.url = `smtp://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  try {
    await work(received);
  } finally {
    await new Promise<void>((resolve) => server.close(resolve));
  }
}

describe("a message to the admins", () => {
  test("exists with its job, one for each admin who is active", async () => {
    const { id: tenantId } = await newTenant();
    const admins = [
      await newUser(tenantId, { roles: ["admin"] }),
      await newUser(tenantId, { roles: ["admin", "member"] }),
    ];
    await newUser(tenantId, { roles: ["auditor"] });
    const { id } = await newUser(tenantId, { roles: ["admin"] });
    await suspendUser(asOperator(tenantId), { id });
    await announce(asOperator(tenantId), { subject: "News", fails: false });
    const messages = await outbox(tenantId);
    expect(messages.map((message) => message.recipient).sort()).toEqual(
      admins.map((admin) => admin.email).sort(),
    );
    expect((await jobsOf(tenantId)).map((job) => job["messageId"]).sort()).toEqual(
      messages.map((message) => message.id).sort(),
    );
  });

  test("does not exist, and no job does, when its cause fails", async () => {
    const { id: tenantId } = await newTenant();
    await newUser(tenantId, { roles: ["admin"] });
    await expect(
      announce(asOperator(tenantId), { subject: "News", fails: true }),
    ).rejects.toThrow();
    expect(await outbox(tenantId)).toEqual([]);
    expect(await jobsOf(tenantId)).toHaveLength(0);
  });
});

describe("delivering a message", () => {
  test("sends it once, and says so in the outbox", async () => {
    const { email, read, ...ids } = await oneMessage();
    await withServer(async (received) => {
      await deliverMail(ids);
      await deliverMail(ids);
      expect(received).toEqual([email]);
    });
    expect(await read()).toMatchObject({ status: "sent", attempts: 1, sentAt: expect.any(Date) });
  });

  test("without a mail server leaves it in the outbox as logged", async () => {
    const { read, email: _, ...ids } = await oneMessage();
    await deliverMail(ids);
    expect(await read()).toMatchObject({ status: "logged", attempts: 1 });
  });

  test("to a server that is away keeps it queued with the last error, and delivers it later", async () => {
    const { email, read, ...ids } = await oneMessage();
    smtp.url = "smtp://127.0.0.1:1";
    await expect(deliverMail(ids)).rejects.toThrow();
    await expect(deliverMail(ids)).rejects.toThrow();
    expect(await read()).toMatchObject({
      status: "queued",
      attempts: 2,
      lastError: expect.stringContaining("mail server"),
      sentAt: null,
    });
    await withServer(async (received) => {
      await deliverMail(ids);
      expect(received).toEqual([email]);
    });
    expect(await read()).toMatchObject({ status: "sent", attempts: 3 });
  });

  test("of a message that is gone, or another tenant's, does nothing", async () => {
    const { messageId, read } = await oneMessage();
    await withServer(async (received) => {
      await deliverMail({ tenantId: randomUUID(), messageId });
      await deliverMail({ tenantId: randomUUID(), messageId: randomUUID() });
      expect(received).toEqual([]);
    });
    expect(await read()).toMatchObject({ status: "queued", attempts: 0 });
  });
});
