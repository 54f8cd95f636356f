import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { copiedBy, onScreen } from "./support/journey.ts";
import { command, enter, expectTrapped, tabTo, type } from "./support/keyboard.ts";

test.use({
  permissions: ["clipboard-read", "clipboard-write"],
  viewport: { width: 1280, height: 800 },
});

test("a tenant, a proven domain, a tested provider and an invitation take no mouse", async ({
  page,
  installation,
}) => {
  test.setTimeout(120_000);
  const { dns, operator, smtp, upstreams } = installation;
  const word = `keys${Date.now().toString(36)}`;
  await page.goto("/auth/msp/signin?callbackUrl=/platform/tenants");
  await expect(page.getByLabel("Work email")).toBeFocused();
  await page.keyboard.type(operator.email);
  await type(page, page.getByLabel("Password"), operator.password);
  await page.keyboard.press("Enter");
  await onScreen(page, /Tenants/);

  await enter(page, page.getByRole("link", { name: "Create tenant" }));
  await onScreen(page, "Create a tenant");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type(word);
  await enter(page, page.getByRole("button", { name: "Create tenant" }));
  await onScreen(page, word);

  await enter(page, page.getByRole("link", { name: "Claim domain" }));
  await expect(page.getByLabel("Domain", { exact: true })).toBeFocused();
  await page.keyboard.type(`${word}.com`);
  await page.keyboard.press("Enter");
  await onScreen(page, /Pending/);
  const press = async (name: string) => {
    const button = page.getByRole("button", { name });
    await tabTo(page, button);
    return await copiedBy(page, button, () => page.keyboard.press("Enter"));
  };
  const host = await press("Copy the host");
  dns.setTxt(host, [await press("Copy the value")]);
  await enter(page, page.getByRole("button", { name: "Retry now" }));
  await onScreen(page, /Verified/);

  await enter(page, page.getByRole("link", { name: "Connect provider" }));
  await enter(page, page.getByRole("link", { name: "Your own OpenID Provider" }));
  await onScreen(page, "Connect your OpenID Provider");
  const client = { clientId: word, clientSecret: `the secret of ${word}` };
  upstreams.oidc.addClient({
    clientId: client.clientId,
    clientSecrets: [client.clientSecret],
    redirectUris: [await press("Copy the callback address")],
  });
  await type(page, page.getByLabel("Name", { exact: true }), `${word} accounts`);
  await type(page, page.getByLabel("Issuer"), upstreams.oidc.issuer);
  await type(page, page.getByLabel("Client id"), client.clientId);
  await type(page, page.getByLabel("Client secret"), client.clientSecret);
  await page.keyboard.press("Enter");
  await onScreen(page, /accounts.*Ready/);
  await enter(page, page.getByRole("button", { name: "Test connection" }));
  await expect(page.getByText("The test passed.")).toBeVisible();

  await command(page, "Invite a person");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type("Somebody New");
  await type(page, page.getByLabel("Work email"), `new@${word}.com`);
  await tabTo(page, page.getByRole("checkbox", { name: "Auditor" }));
  await page.keyboard.press("Space");
  await enter(page, page.getByRole("button", { name: "Send invitation" }));
  await onScreen(page, /Somebody New/);
  await smtp.waitForMail(({ to }) => to.includes(`new@${word}.com`));
});

test("a dialog holds the focus, Escape leaves it, and the focus is back where it was", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug } = await newTenant({ providers: ["oidc"] });
  await signInTo(page, installation.operator, `/t/${slug}/providers`);
  await enter(page, page.getByRole("link", { name: `${slug} sign-in`, exact: true }));
  await onScreen(page, /sign-in/);
  const remove = page.getByRole("link", { name: "Remove provider" });
  await enter(page, remove);
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await expect(dialog.locator(":focus")).toHaveCount(1);
  await expectTrapped(page, dialog);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(remove).toBeFocused();
});

test("the first Tab skips to the content, and menus, palette and switcher give the focus back", async ({
  page,
  installation,
  newTenant,
}) => {
  const one = await newTenant({ providers: [] });
  const two = await newTenant({ providers: [] });
  await signInTo(page, installation.operator, `/t/${one.slug}/users`);
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await tabTo(page, skip);
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Invite person" })).toBeFocused();

  const account = page.getByRole("button", { name: /^Account of/ });
  await tabTo(page, account, { back: true });
  await page.keyboard.press("Enter");
  const own = page.getByRole("link", { name: "Your account" });
  await expect(own).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(own).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(own).toBeHidden();
  await expect(account).toBeFocused();

  const search = page.getByRole("button", { name: "Search and commands" });
  await tabTo(page, search, { back: true });
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Command palette" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await expectTrapped(page, palette);
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
  await expect(search).toBeFocused();

  const switcher = page.getByRole("link", { name: /^Switch tenant/ });
  await tabTo(page, switcher, { back: true });
  await page.keyboard.press("Enter");
  const tenants = page.getByRole("dialog", { name: "Switch tenant" });
  await expect(tenants.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("t-");
  await expect(tenants.getByRole("option").nth(1)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(tenants.getByRole("option").nth(1)).toHaveAttribute("data-highlighted");
  await page.keyboard.press("Escape");
  await expect(switcher).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.type(two.slug);
  // First the recent ones stand there, and then what was found.
  await expect(tenants.getByRole("option", { name: two.name })).toBeVisible();
  await expect(tenants.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/t/${two.slug}/users`);
});

test("rows are walked, opened, looked into and chosen by keys", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug, people } = await newTenant({ providers: [], people: 3 });
  await signInTo(page, installation.operator, `/t/${slug}/users`);
  const rowLink = (at: number) =>
    page.getByRole("link", { name: `Person ${at} of ${slug}`, exact: true });
  await tabTo(page, rowLink(1));
  await page.keyboard.press("ArrowDown");
  await expect(rowLink(2)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(rowLink(1)).toBeFocused();

  await page.keyboard.press("Space");
  const drawer = page.getByRole("complementary", { name: `Person 1 of ${slug}` });
  await expect(drawer.getByRole("heading", { level: 2 })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(drawer.getByRole("link", { name: "Close" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(rowLink(1)).toBeFocused();

  await tabTo(page, page.getByRole("checkbox", { name: `Choose Person 2 of ${slug}` }));
  await page.keyboard.press("Space");
  await expect(page.getByRole("status").filter({ hasText: "1 selected" })).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Suspend 1 person" }), { back: true });
  await page.keyboard.press("Enter");
  await expect(page.getByText("Suspended 1 person.")).toBeVisible();
  await page.keyboard.press("F6");
  await enter(page, page.getByRole("button", { name: "Undo" }));
  await expect(page.getByText("Restored 1 person.")).toBeVisible();

  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type(people[2]?.email ?? "");
  await expect(rowLink(1)).toBeHidden();
  await enter(page, page.getByRole("button", { name: "Status" }));
  await enter(page, page.getByRole("link", { name: "Active", exact: true }));
  await expect(page).toHaveURL(/status=active/);
  await enter(page, rowLink(3));
  await onScreen(page, /Person 3/);
});

test.describe("in a narrow window", () => {
  test.use({ viewport: { width: 640, height: 800 } });

  test("the navigation opens from its button, and Escape gives the focus back to it", async ({
    page,
    installation,
    newTenant,
  }) => {
    const { slug } = await newTenant({ providers: [] });
    await signInTo(page, installation.operator, `/t/${slug}/users`);
    const open = page.getByRole("button", { name: "Open the navigation" });
    await enter(page, open);
    const home = page.getByRole("link", { name: "Home", exact: true });
    await tabTo(page, home);
    await page.keyboard.press("Escape");
    await expect(home).toBeHidden();
    await expect(open).toBeFocused();
    await page.keyboard.press("Enter");
    await enter(page, page.getByRole("link", { name: "Login domains", exact: true }));
    await expect(page).toHaveURL(`/t/${slug}/login-domains`);
    await expect(home).toBeHidden();
  });
});
