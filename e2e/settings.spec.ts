import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { signInOverHttp } from "./support/http-sign-in.ts";
import { record } from "./support/installation.ts";
import { failureRegion, signInByPassword } from "./support/sign-in-page.ts";

test("single sign-on is enforced only after two admins came through the provider, and an operator lifts it with a reason", async ({
  page,
  browser,
  installation,
  visitorAddress,
  newTenant,
}) => {
  test.setTimeout(60_000);
  const { slug, people } = await newTenant({ providers: ["google"], roles: ["admin"], people: 2 });
  const [admin, other] = people;
  if (!admin || !other) throw new Error("two people were made");
  const settings = `/t/${slug}/settings`;
  await signInTo(page, admin, settings);
  const enforce = page.getByRole("link", { name: "Enforce single sign-on" });
  await expect(page.getByText("Proven by 0 of 2 admins")).toBeVisible();
  await expect(enforce).toHaveCount(0);
  // The dialog of a copied link asks nothing either.
  await page.goto(`${settings}?dialog=enforce`);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  for (const [number, { email }] of people.entries()) {
    await signInOverHttp(installation, visitorAddress, {
      kind: "google",
      email,
      callbackUrl: "/account",
    });
    await page.goto(settings);
    await expect(page.getByText(`Proven by ${number + 1} of 2 admins`)).toBeVisible();
  }

  const theirs = await (await browser.newContext()).newPage();
  await signInByPassword(theirs, other, "/account");
  await expect(theirs).toHaveURL("/account");
  await page.reload();
  await enforce.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(
    "2 sessions that a password started end at once, but for your own",
  );
  await dialog.getByRole("button", { name: "Enforce single sign-on" }).click();
  await expect(page.getByText("Enforced", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Lift enforcement" })).toHaveCount(0);
  await theirs.reload();
  await expect(theirs).toHaveURL(/\/auth\/msp\/signin/);
  await signInByPassword(theirs, other, "/account");
  await expect(failureRegion(theirs)).toContainText("Request");

  const operator = await (await browser.newContext()).newPage();
  await signInTo(operator, installation.operator, settings);
  await operator.getByRole("link", { name: "Lift enforcement" }).click();
  const lift = operator.getByRole("dialog").getByRole("button", { name: "Lift enforcement" });
  await lift.click();
  await expect(operator.getByLabel("Reason")).toHaveAttribute("aria-invalid", "true");
  const reason = "Their provider lost its certificate";
  await operator.getByLabel("Reason").fill(reason);
  await lift.click();
  await expect(operator.getByText("Not enforced", { exact: true })).toBeVisible();
  for (const { email } of people) {
    await installation.smtp.waitForMail(
      ({ to, text }) => to.includes(email) && text.includes(reason),
    );
  }
  const { items } = record(await installation.rest(`/v1/tenants/${slug}/audit-events?limit=20`));
  expect(items).toContainEqual(
    expect.objectContaining({ action: "tenant.break_glass", reason, outcome: "success" }),
  );
  await signInByPassword(theirs, other, "/account");
  await expect(theirs).toHaveURL("/account");
  await Promise.all([theirs, operator].map((each) => each.context().close()));
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("a lifetime out of bounds is refused beside its field, kept as typed, and a good one saved", async ({
      page,
      installation,
      newTenant,
    }) => {
      const { slug, person } = await newTenant({ providers: [], roles: ["admin"] });
      await signInTo(page, person, `/t/${slug}/settings`);
      const hours = page.getByLabel("Sign in again after (hours)");
      const save = page.getByRole("button", { name: "Save session lifetimes" });
      const read = async () => record(await installation.rest(`/v1/tenants/${slug}`));
      if (javaScriptEnabled) {
        await hours.fill("721");
        await page.getByLabel("Or after idling for (minutes)").fill("30");
        await save.click();
        await expect(hours).toHaveAttribute("aria-invalid", "true");
        await expect(hours).toBeFocused();
        await expect(hours).toHaveValue("721");
        expect(await read()).toMatchObject({ sessionLifetimeHours: 12, sessionIdleMinutes: 60 });
      }
      await hours.fill("8");
      await page.getByLabel("Or after idling for (minutes)").fill("30");
      await save.click();
      await expect.poll(read).toMatchObject({ sessionLifetimeHours: 8, sessionIdleMinutes: 30 });
      await page.getByRole("radio", { name: "Offer no provider" }).check();
      await page.getByRole("button", { name: "Save app fallback" }).click();
      await expect.poll(read).toMatchObject({ appFallback: "denied", sessionLifetimeHours: 8 });
      await page.goto(`/t/${slug}/settings`);
      await expect(page.getByRole("radio", { name: "Offer no provider" })).toBeChecked();
      await expect(hours).toHaveValue("8");
    });
  });
}
