import { eq } from "drizzle-orm";
import { afterAll, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { identityProviders } from "#db/schema/identity-providers.ts";
import { mailMessages } from "#db/schema/mail-messages.ts";
import { withOwnDatabase } from "#db/test-connection.ts";
import { listMail } from "#domain/mail-messages/list.ts";
import { readMail } from "#domain/mail-messages/read.ts";
import { sendTestMail } from "#domain/mail-messages/send-test.ts";
import {
  asOperator,
  asRole,
  eventsOf,
  mailTo,
  newProvider,
  newTenant,
} from "#domain/testing/contexts.ts";
import { inviteUser } from "#domain/user-links/invite-user.ts";
import { startDnsServer } from "#e2e/support/dns-server.ts";
import { startSmtpServer } from "#e2e/support/smtp-server.ts";
import { Secret } from "#platform/secret.ts";
import { platformHealth } from "./health.ts";

const smtp = vi.hoisted(() => ({ url: "" }));
vi.mock("#platform/mail.ts", async (original) => {
  const real = await original<typeof import("#platform/mail.ts")>();
  const probeMail = () => real.probeMail(smtp.url === "" ? undefined : Secret.of(smtp.url));
  return { ...real, probeMail };
});

const dns = await startDnsServer();
vi.stubEnv("DNS_SERVERS", dns.address);
afterAll(() => dns.stop());

withOwnDatabase();

async function part(name: string) {
  const { parts } = await platformHealth(asOperator(), {});
  return parts.find((one) => one.part === name);
}

test("health names what fails, at which stage, and what to do", async () => {
  expect(await part("database")).toMatchObject({ state: "ok" });
  expect(await part("queue")).toMatchObject({ state: "ok" });
  expect(await part("dns")).toMatchObject({
    state: "ok",
    detail: expect.stringContaining(dns.address),
  });
  dns.setMode("servfail");
  expect(await part("dns")).toMatchObject({ state: "trouble", stage: "lookup" });
  dns.setMode("ok");

  expect(await part("mail")).toMatchObject({
    state: "off",
    whatToDo: expect.stringContaining("SMTP_URL"),
  });
  const tenant = await newTenant();
  const email = `x@${tenant.domain}`;
  await inviteUser(asRole("admin", tenant.id), { email, name: "X" });
  await database()
    .update(mailMessages)
    .set({ attempts: 3, lastError: "connection refused" })
    .where(eq(mailMessages.recipient, email));
  expect(await part("mail")).toMatchObject({
    state: "trouble",
    detail: expect.stringContaining("connection refused"),
  });

  expect(await part("providers")).toMatchObject({ state: "ok" });
  const { id } = await newProvider(tenant.id, "google");
  const lastTest = { at: new Date().toISOString(), ok: false, stage: "keys" as const, message: "" };
  await database().update(identityProviders).set({ lastTest }).where(eq(identityProviders.id, id));
  expect(await part("providers")).toMatchObject({
    state: "trouble",
    stage: "keys",
    detail: expect.stringContaining(tenant.slug),
  });
});

test("health asks the mail server itself, and names the stage at which it fails", async () => {
  await database().delete(mailMessages);
  const sink = await startSmtpServer();
  smtp.url = sink.url;
  expect(await part("mail")).toMatchObject({
    state: "ok",
    detail: expect.stringContaining(new URL(sink.url).host),
  });
  expect(sink.messages).toEqual([]);
  await sink.stop();
  expect(await part("mail")).toMatchObject({
    state: "trouble",
    stage: "connection",
    whatToDo: expect.stringContaining("SMTP_URL"),
  });
  smtp.url = "";
});

test("health, the outbox and test mails are for operators only", async () => {
  const ctx = asRole("admin", (await newTenant()).id);
  const forbidden = { code: "forbidden" };
  await expect(platformHealth(ctx, {})).rejects.toMatchObject(forbidden);
  await expect(listMail(ctx, {})).rejects.toMatchObject(forbidden);
  await expect(sendTestMail(ctx, {})).rejects.toMatchObject(forbidden);
});

test("the outbox lists messages without their texts, and reading one is audited", async () => {
  const tenant = await newTenant();
  const email = `guest@${tenant.domain}`;
  await inviteUser(asRole("admin", tenant.id), { email, name: "Guest" });
  const [mail] = await mailTo(tenant.id, email);
  const { items } = await listMail(asOperator(), { search: email, status: "queued" });
  expect(items).toMatchObject([{ tenant: tenant.slug, recipient: email, status: "queued" }]);
  expect(JSON.stringify(items)).not.toContain(mail?.token);
  const read = await readMail(asOperator(), { id: items[0]?.id ?? "" });
  expect(read.body).toContain(mail?.token);
  const last = (await eventsOf(tenant.id)).at(-1);
  expect(last).toMatchObject({
    action: "mail_message.read",
    after: { recipient: email, withLink: true },
  });
  expect(JSON.stringify(last)).not.toContain(mail?.token);
});
