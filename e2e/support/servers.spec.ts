import { Resolver } from "node:dns/promises";
import { expect, test } from "@playwright/test";
import { createTransport } from "nodemailer";
import { startDnsServer } from "./dns-server.ts";
import { startSmtpServer } from "./smtp-server.ts";

test("the DNS server answers TXT records in strings, also those too long for UDP", async () => {
  const dns = await startDnsServer();
  const resolver = new Resolver({ timeout: 300, tries: 1 });
  resolver.setServers([dns.address]);
  const host = "_gatehouse-challenge.acme.example";
  const ask = () => resolver.resolveTxt(host);

  await expect(ask()).rejects.toMatchObject({ code: "ENOTFOUND" });
  dns.setTxt(host, ["other", ["a", "b"], "x".repeat(3000)]);
  const records = await ask();
  expect(records.map((strings) => strings.join(""))).toEqual(["other", "ab", "x".repeat(3000)]);
  expect(records[1]).toEqual(["a", "b"]);
  dns.setMode("servfail");
  await expect(ask()).rejects.toMatchObject({ code: "ESERVFAIL" });
  dns.setMode("silent");
  await expect(ask()).rejects.toMatchObject({ code: "ETIMEOUT" });
  dns.setMode("ok");
  dns.clear(host);
  await expect(ask()).rejects.toMatchObject({ code: "ENOTFOUND" });
  await dns.stop();
});

test("the SMTP server keeps what it is sent, and refuses or falls silent when told", async () => {
  const smtp = await startSmtpServer();
  const transport = createTransport(smtp.url, { from: "gatehouse@localhost" });
  const text = "Grüße, a line that is long enough to be wrapped by quoted-printable. ".repeat(3);
  const mail = { to: "a@contoso.example", subject: "Your domain is vérifié", text, html: "<b>b" };

  await transport.sendMail(mail);
  const received = await smtp.waitForMail(({ to }) => to.includes("a@contoso.example"));
  expect(received.subject).toBe(mail.subject);
  expect(received.text.trim()).toBe(text.trim());
  await transport.sendMail({ ...mail, html: undefined, to: "b@contoso.example" });
  expect((await smtp.waitForMail(({ to }) => to[0] === "b@contoso.example")).text.trim()).toBe(
    text.trim(),
  );

  smtp.setMode("reject");
  await expect(transport.sendMail(mail)).rejects.toMatchObject({ responseCode: 550 });
  smtp.setMode("silent");
  const impatient = createTransport(`${smtp.url}?greetingTimeout=200`);
  await expect(impatient.sendMail(mail)).rejects.toThrow(/Greeting/);
  await expect(smtp.waitForMail(() => false, 50)).rejects.toThrow("no such mail");
  await smtp.stop();
});
