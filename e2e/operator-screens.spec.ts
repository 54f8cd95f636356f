import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { signInOverHttp } from "./support/http-sign-in.ts";
import { record } from "./support/installation.ts";

test("the checklist of a tenant ticks what is done in truth, and leads to what comes next", async ({
  page,
  installation,
  visitorAddress,
  newTenant,
}) => {
  test.setTimeout(60_000);
  const { slug, people, domain } = await newTenant({
    providers: ["google"],
    roles: ["admin"],
    people: 2,
    verified: false,
  });
  const base = `/v1/tenants/${slug}`;
  const home = `/t/${slug}`;
  await signInTo(page, installation.operator, home);
  const step = (title: string) =>
    page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title }) });
  const done = async (title: string, is: boolean) => {
    await page.goto(home);
    await expect(step(title).getByRole("heading")).toContainText(is ? "Done" : "Not done yet");
  };
  await done("Claim a login domain", false);
  await installation.rest(`${base}/domains/${domain}`, { method: "DELETE" });
  await installation.rest(`${base}/domains`, { json: { domain, vouch: "made for a test" } });
  await done("Claim a login domain", true);
  await done("Connect an identity provider", true);

  await done("Test the connection", false);
  await step("Test the connection").getByRole("link").click();
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByText("The provider knows this client and answers.")).toBeVisible();
  await done("Test the connection", true);

  await done("Enforce single sign-on", false);
  for (const { email } of people) {
    const attempt = { kind: "google", email, callbackUrl: "/account" } as const;
    await signInOverHttp(installation, visitorAddress, attempt);
  }
  await installation.rest(`${base}/sso-enforcement`, { method: "POST", json: {} });
  await done("Enforce single sign-on", true);
  await expect(page.getByText("5 of 5 done")).toBeVisible();

  await installation.rest(`${base}/providers/google`, { method: "DELETE" });
  await done("Connect an identity provider", false);
});

test("the charts of a tenant's home count its sign-ins, in a table too for who cannot see them", async ({
  page,
  installation,
  visitorAddress,
  newTenant,
}) => {
  const { slug, person } = await newTenant({ providers: ["google"], roles: ["admin"] });
  const attempt = { kind: "google", email: person.email, callbackUrl: "/account" } as const;
  await signInOverHttp(installation, visitorAddress, attempt);
  await signInOverHttp(installation, visitorAddress, attempt);
  await signInTo(page, person, `/t/${slug}`);
  const today = new Date().toISOString().slice(0, 10);
  const table = page.getByRole("table", { name: "Sign-ins by provider, by day" });
  const row = table.getByRole("row").filter({ hasText: today });
  const heads = await table.getByRole("columnheader").allTextContents();
  const cells = await row.getByRole("cell").allTextContents();
  const numbers = Object.fromEntries(
    heads.slice(-cells.length).map((head, at) => [head, cells[at]]),
  );
  expect(numbers).toMatchObject({ Google: "2", Microsoft: "0", Password: "1" });
  await expect(table.getByRole("row")).toHaveCount(31);
});

test("health names the part that fails, and the outbox shows a mail's text only to who leaves a trace", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug, domain } = await newTenant({ providers: [] });
  const { operator, smtp, rest } = installation;
  const email = `invited@${domain}`;
  await rest(`/v1/tenants/${slug}/users/invitations`, { json: { email, name: "Invited" } });
  await smtp.waitForMail(({ to }) => to.includes(email));
  await signInTo(page, operator, "/platform/health");
  const part = (title: string) =>
    page
      .locator("section")
      .filter({ has: page.getByRole("heading", { name: title, exact: true }) });
  for (const title of ["Database", "Job queue", "Mail", "DNS"]) {
    await expect(part(title)).toContainText("Working");
  }
  await part("Mail").getByRole("button", { name: "Send a test mail" }).click();
  await smtp.waitForMail(({ to, subject }) => to.includes(operator.email) && /test/i.test(subject));

  await page.goto(`/platform/outbox?search=${encodeURIComponent(email)}`);
  await page.getByRole("link", { name: /^You are invited/ }).click();
  const drawer = page.getByRole("complementary", { name: /^You are invited/ });
  await expect(drawer).toContainText(email);
  expect(await page.content()).not.toContain("token=");
  await drawer.getByRole("button", { name: "Read the text" }).click();
  await expect(drawer.locator("pre")).toContainText("the one-time link went out with the mail");
  const events = record(await rest(`/v1/tenants/${slug}/audit-events?action=mail_message.read`));
  expect(JSON.stringify(events["items"])).toContain(email);
  expect(JSON.stringify(events["items"])).not.toContain("token=");
  await page.reload();
  await expect(drawer.getByRole("button", { name: "Read the text" })).toBeVisible();
  expect(await page.content()).not.toContain("token=");
});
