import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { mailMessages } from "#db/schema/mail-messages.ts";
import { setupSteps } from "#db/schema/setup-steps.ts";
import { tenants } from "#db/schema/tenants.ts";
import { withConnection, withOwnDatabase } from "#db/test-connection.ts";
import { type Context, PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { permissions } from "#domain/kernel/permissions.ts";
import { deliverMail } from "#domain/mail-messages/deliver.ts";
import { asRole, eventsOf, mailTo, newTenant, testRequest } from "#domain/testing/contexts.ts";
import { startSmtpServer } from "#e2e/support/smtp-server.ts";
import type { Mail } from "#platform/mail.ts";
import { Secret } from "#platform/secret.ts";
import { singleton } from "#platform/singleton.ts";
import { completeSetup } from "./complete.ts";
import { confirmAddress } from "./confirm-address.ts";
import { createFirstTenant } from "./first-tenant.ts";
import { issueSetupLink } from "./issue-link.ts";
import { keepOutbox } from "./keep-outbox.ts";
import { setupProgress } from "./progress.ts";
import { skipSetup } from "./skip.ts";
import { testSetupMail } from "./test-mail.ts";

const smtp = vi.hoisted(() => ({ url: "" }));
vi.mock("#platform/mail.ts", async (original) => {
  const real = await original<typeof import("#platform/mail.ts")>();
  const url = () => (smtp.url === "" ? undefined : Secret.of(smtp.url));
  return {
    ...real,
    sendMail: (mail: Mail) => real.sendMail(mail, url()),
    mailServer: () => (smtp.url === "" ? null : new URL(smtp.url).host),
  };
});

const urls = withOwnDatabase();

beforeEach(async () => {
  smtp.url = "";
  await database().delete(setupSteps);
  await database().delete(mailMessages);
  await withConnection(urls.ownerUrl, async (sql) => {
    await sql`delete from users`;
    await sql`delete from tenants where id <> ${PLATFORM_TENANT_ID}`;
  });
  singleton("setup-state", () => ({ done: false })).done = false;
});

const email = "ada@gatehouse.example";

function asOperatorPerson(): Context {
  const [userId, sessionId] = [crypto.randomUUID(), crypto.randomUUID()];
  const tenantId = PLATFORM_TENANT_ID;
  return {
    actor: { kind: "user", tenantId, userId, email, sessionId, permissions: new Set(permissions) },
    tenantId,
    request: testRequest(),
  };
}

const ctx = asOperatorPerson();

async function states() {
  const { steps } = await setupProgress(ctx, {});
  return steps.map(({ state }) => state).join(" ");
}

async function deliverAll(): Promise<void> {
  for (const { tenantId, id } of await database().select().from(mailMessages)) {
    await deliverMail({ tenantId, messageId: id }).catch(() => undefined);
  }
}

const acme = { name: "Acme", slug: "acme", admin: "self" as const };

describe("the setup", () => {
  test("goes on in the browser for whoever came by the link, from the address on", async () => {
    expect(await setupProgress(ctx, {})).toMatchObject({ begun: false, next: "address" });
    const link = await issueSetupLink();
    await completeSetup(
      link?.token.reveal() ?? "",
      { email, name: "Ada", password: "quiet otter 41 paints" },
      testRequest(),
    );
    expect(await setupProgress(ctx, {})).toMatchObject({ begun: true, next: "address" });
    expect(await states()).toBe("open open open");
  });

  test("counts the address as done while BASE_URL is the one that was confirmed", async () => {
    const { baseUrl } = await confirmAddress(ctx, {});
    expect(await setupProgress(ctx, {})).toMatchObject({ baseUrl, next: "mail" });
    await database().update(setupSteps).set({ value: "https://another.example" });
    expect(await states()).toBe("later open open");
  });

  test("goes on without a mail server on the operator's word, until there is one", async () => {
    await keepOutbox(ctx, {});
    expect(await states()).toBe("open done open");
    smtp.url = "smtp://127.0.0.1:1";
    expect(await states()).toBe("open later open");
    await expect(keepOutbox(ctx, {})).rejects.toMatchObject({ code: "conflict" });
  });

  test("counts mail as done once the server took the test mail, and says why it did not", async () => {
    const sink = await startSmtpServer();
    smtp.url = sink.url;
    sink.setMode("reject");
    await testSetupMail(ctx, {});
    expect((await setupProgress(ctx, {})).mail.test).toMatchObject({ status: "queued" });
    await deliverAll();
    const failing = await setupProgress(ctx, {});
    expect(failing.steps[1]).toEqual({ step: "mail", state: "open" });
    expect(failing.mail.test).toMatchObject({
      recipient: email,
      attempts: 1,
      lastError: expect.stringContaining("550 no such mailbox"),
    });
    sink.setMode("ok");
    await testSetupMail(ctx, {});
    await deliverAll();
    expect((await setupProgress(ctx, {})).mail.test).toMatchObject({ status: "sent" });
    expect(await states()).toBe("open done open");
    expect(sink.messages.map(({ to }) => to)).toContainEqual([email]);
    await database().delete(mailMessages);
    expect(await states(), "when the message is forgotten").toBe("open done open");
    await sink.stop();
  });

  test("makes the first tenant and invites its admin, both or neither", async () => {
    const admin = { admin: "invite" as const, adminName: "Bo", adminEmail: "not an address" };
    await expect(createFirstTenant(ctx, { ...acme, ...admin })).rejects.toMatchObject({
      code: "invalid",
      fields: { adminEmail: expect.any(String) },
    });
    expect(await states()).toBe("open open open");
    const adminEmail = "bo@acme.example";
    await createFirstTenant(ctx, { ...acme, ...admin, adminEmail });
    expect(await setupProgress(ctx, {})).toMatchObject({
      tenant: { slug: "acme", name: "Acme" },
      steps: [{}, {}, { step: "tenant", state: "done" }],
    });
    const [tenant] = await database().select().from(tenants).where(eq(tenants.slug, "acme"));
    const [invitation] = await mailTo(tenant?.id ?? "", adminEmail);
    expect(invitation?.subject).toBe("You are invited to Acme");
    const events = (await eventsOf(tenant?.id ?? "")).map(({ action }) => action);
    expect(events).toEqual(["tenant.create", "user.invite"]);
  });

  test("makes a tenant for the operator alone, and names what is missing field by field", async () => {
    await expect(
      createFirstTenant(ctx, { name: "", slug: "a", admin: "invite" }),
    ).rejects.toMatchObject({
      fields: {
        name: expect.any(String),
        slug: expect.any(String),
        adminName: expect.any(String),
        adminEmail: expect.any(String),
      },
    });
    await createFirstTenant(ctx, acme);
    await expect(createFirstTenant(ctx, acme)).rejects.toMatchObject({
      code: "conflict",
      fields: { slug: expect.any(String) },
    });
    expect((await database().select().from(mailMessages)).length).toBe(0);
  });

  test("a tenant made elsewhere counts as well, and its end is no new beginning", async () => {
    const { id } = await newTenant();
    expect(await states()).toBe("open open done");
    await database().delete(tenants).where(eq(tenants.id, id));
    await createFirstTenant(ctx, acme);
    await database().delete(tenants).where(eq(tenants.slug, "acme"));
    expect(await states()).toBe("open open later");
  });

  test("can be skipped, a step or all that is left, and what is done stays done", async () => {
    await skipSetup(ctx, { step: "mail" });
    expect(await setupProgress(ctx, {})).toMatchObject({ next: "address" });
    await confirmAddress(ctx, {});
    expect(await skipSetup(ctx, {})).toEqual({ skipped: ["mail", "tenant"] });
    expect(await states()).toBe("done later later");
    expect(await setupProgress(ctx, {})).toMatchObject({ next: null });
    await expect(skipSetup(ctx, { step: "address" })).rejects.toMatchObject({ code: "conflict" });
    const last = (await eventsOf(PLATFORM_TENANT_ID)).at(-1);
    expect(last).toMatchObject({ action: "platform.set_up", targetId: "tenant" });
  });

  test("is for operators only", async () => {
    const { id } = await newTenant();
    const admin = asRole("admin", id);
    const forbidden = { code: "forbidden" };
    await expect(setupProgress(admin, {})).rejects.toMatchObject(forbidden);
    await expect(skipSetup(admin, {})).rejects.toMatchObject(forbidden);
    await expect(createFirstTenant(admin, acme)).rejects.toMatchObject(forbidden);
  });
});
