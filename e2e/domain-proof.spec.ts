import { expect, test } from "./support/fixtures.ts";
import { record } from "./support/installation.ts";
import { emailField, expectLit } from "./support/sign-in-page.ts";

test("a TXT record verifies its domain by itself, mails the admins and lights the buttons up", async ({
  page,
  installation,
  newTenant,
}) => {
  const { dns, smtp, rest } = installation;
  const tenant = await newTenant({ providers: ["oidc"], roles: ["admin"], verified: false });
  const path = `/v1/tenants/${tenant.slug}/domains/${tenant.domain}`;
  const read = async () => record(await rest(path));
  const pending = await read();
  expect(pending).toMatchObject({ status: "pending", verifiedAt: null });
  const challenge = record(pending["challenge"]);
  const [host, value] = [String(challenge["host"]), String(challenge["value"])];
  expect(host).toBe(`_gatehouse-challenge.${tenant.domain}`);

  dns.setTxt(host, ["v=spf1 -all", `${value}x`, value.toUpperCase()]);
  const checked = record(await rest(`${path}/verify`, { method: "POST" }));
  expect(checked).toMatchObject({
    status: "pending",
    challenge: { host, value },
    lastCheck: { outcome: "mismatch", found: ["v=spf1 -all", `${value}x`, value.toUpperCase()] },
  });
  await page.goto("/auth/msp/signin");
  await emailField(page).fill(tenant.person.email);
  await expectLit(page, ["google", "azure-ad"]);

  // In two strings, as DNS hosts cut what is long.
  dns.setTxt(host, ["v=spf1 -all", [value.slice(0, 9), value.slice(9)]]);
  await expect.poll(async () => (await read())["status"], { timeout: 15_000 }).toBe("verified");
  expect(await read()).toMatchObject({ verifiedBy: "dns", challenge: null });
  const mail = await smtp.waitForMail(({ to }) => to.includes(tenant.person.email));
  expect(mail.subject).toBe(`${tenant.domain} is verified`);
  expect(mail.text).toContain(tenant.domain);

  await emailField(page).fill(`other@${tenant.domain}`);
  await expectLit(page, ["oidc"]);
});

test("a record that is not there yet is told from one that cannot be looked up", async ({
  installation,
  newTenant,
}) => {
  const { dns, rest } = installation;
  const tenant = await newTenant({ providers: [], verified: false });
  const verify = `/v1/tenants/${tenant.slug}/domains/${tenant.domain}/verify`;
  expect(await rest(verify, { method: "POST" })).toMatchObject({
    status: "pending",
    lastCheck: { outcome: "missing", found: [] },
  });
  dns.setMode("servfail");
  try {
    expect(await rest(verify, { method: "POST" })).toMatchObject({
      status: "pending",
      lastCheck: { outcome: "failed" },
    });
  } finally {
    dns.setMode("ok");
  }
});
