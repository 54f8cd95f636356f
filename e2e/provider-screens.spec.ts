import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { signInOverHttp } from "./support/http-sign-in.ts";
import { type Installation, type ProviderKind, record } from "./support/installation.ts";
import { kinds } from "./support/sign-in-page.ts";

const newSecret = () => randomBytes(24).toString("base64url");

/** Fills the form of a new provider in, as the guide above it says. */
async function fillIn(
  page: Page,
  installation: Installation,
  kind: ProviderKind,
  client: { clientId: string; clientSecret: string },
): Promise<void> {
  const { issuer, directoryIds } = installation.upstreams[kind];
  if (kind === "oidc") {
    await page.getByLabel("Name", { exact: true }).fill("Main sign-in");
    await page.getByLabel("Issuer").fill(issuer);
    await page.getByLabel("Client id").fill(client.clientId);
  } else if (kind === "azure-ad") {
    await page.getByLabel("Application (client) ID").fill(client.clientId);
    await page.getByLabel("Allowed directories").fill(directoryIds[0] ?? "");
  } else {
    await page.getByLabel("Client id").fill(client.clientId);
  }
  await page.getByLabel("Client secret").fill(client.clientSecret);
}

for (const kind of kinds) {
  test(`the callback offered for copying is the redirect_uri that ${kind} sees, and the test passes with it`, async ({
    page,
    context,
    installation,
    visitorAddress,
    newTenant,
  }) => {
    const { slug, person } = await newTenant({ providers: [], roles: ["admin"] });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await signInTo(page, person, `/t/${slug}/providers/new`);
    await page.locator(`a[href$="/providers/new/${kind}"]`).click();
    await page.getByRole("button", { name: "Copy the callback address" }).click();
    const callback = await page.evaluate(() => navigator.clipboard.readText());
    await expect(page.getByText(callback, { exact: true }).first()).toBeVisible();

    const upstream = installation.upstreams[kind];
    const client = { clientId: `${slug}-by-hand`, clientSecret: newSecret() };
    upstream.addClient({
      clientId: client.clientId,
      clientSecrets: [client.clientSecret],
      redirectUris: [callback],
    });
    upstream.addPerson(person);
    await fillIn(page, installation, kind, client);
    await page.getByRole("button", { name: "Save and test connection" }).click();
    await expect(page.getByText("The provider knows this client and answers.")).toBeVisible();

    // Entra ID says nothing about whether it checked an address, and a directory is trusted for it.
    const attempt = { kind, email: person.email, callbackUrl: "/account" };
    const { landing } = await signInOverHttp(installation, visitorAddress, attempt);
    expect(landing.address.pathname).toBe("/account");
    const sent = upstream.requests.filter((entry) => entry.endpoint === "authorize").at(-1);
    expect(sent).toMatchObject({ clientId: client.clientId, redirectUri: callback });
  });
}

test("a wrong secret fails at the client, keeps what was typed, and the right one passes", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug, person } = await newTenant({ providers: [], roles: ["admin"] });
  const client = { clientId: `${slug}-by-hand`, clientSecret: newSecret() };
  installation.upstreams.oidc.addClient({
    clientId: client.clientId,
    clientSecrets: [client.clientSecret],
    redirectUris: [`${installation.product.baseUrl}/api/auth/callback/oidc`],
  });
  await signInTo(page, person, `/t/${slug}/providers/new/oidc`);
  await fillIn(page, installation, "oidc", { ...client, clientSecret: "a wrong secret" });
  await page.getByRole("button", { name: "Save and test connection" }).click();
  const stages = page.getByRole("listitem");
  await expect(stages.filter({ hasText: "Client Failed" })).toBeVisible();
  for (const stage of ["Address", "Discovery", "Keys"]) {
    await expect(stages.filter({ hasText: `${stage} Passed` })).toBeVisible();
  }
  await expect(page.getByLabel("Client id")).toHaveValue(client.clientId);
  await expect(page.getByLabel("Issuer")).toHaveValue(installation.upstreams.oidc.issuer);

  await page.getByLabel("Issuer").fill(`${installation.upstreams.oidc.issuer}/elsewhere`);
  await page.getByLabel("Client secret").fill(client.clientSecret);
  await page.getByRole("button", { name: "Save and test connection" }).click();
  await expect(stages.filter({ hasText: "Discovery Failed" })).toBeVisible();
  await expect(page.getByLabel("Issuer")).toHaveValue(/elsewhere$/);

  await page.getByLabel("Issuer").fill(installation.upstreams.oidc.issuer);
  await page.getByLabel("Client secret").fill(client.clientSecret);
  await page.getByRole("button", { name: "Save and test connection" }).click();
  await expect(page.getByText("The provider knows this client and answers.")).toBeVisible();
});

test("while a secret is rotated both work, until the old one is retired; neither is seen anywhere", async ({
  page,
  installation,
  visitorAddress,
  newTenant,
}) => {
  test.setTimeout(60_000);
  const { slug, person, clients } = await newTenant({ providers: ["oidc"], roles: ["admin"] });
  const upstream = installation.upstreams.oidc;
  const old = clients.oidc;
  if (!old) throw new Error("the tenant has a provider");
  const fresh = newSecret();
  const redirectUris = [`${installation.product.baseUrl}/api/auth/callback/oidc`];
  const accept = (...clientSecrets: string[]) =>
    upstream.addClient({ clientId: old.clientId, clientSecrets, redirectUris });
  const signIn = async () => {
    const attempt = { kind: "oidc", email: person.email, callbackUrl: "/account" } as const;
    return (await signInOverHttp(installation, visitorAddress, attempt)).landing.address.pathname;
  };

  accept(old.clientSecret, fresh);
  await signInTo(page, person, `/t/${slug}/providers`);
  await page.getByRole("link", { name: `${slug} sign-in`, exact: true }).click();
  await expect(page.getByRole("link", { name: "Rotate secret" })).toBeVisible();
  const providerPage = page.url();
  await page.getByRole("link", { name: "Rotate secret" }).click();
  await page.getByLabel("Client secret").fill(fresh);
  await page.getByRole("button", { name: "Add secret" }).click();
  await expect(page.getByText("Live until you retire it")).toBeVisible();
  expect(await signIn()).toBe("/account");
  accept(old.clientSecret);
  expect(await signIn(), "the provider does not know the new one yet").toBe("/account");
  accept(fresh);
  expect(await signIn(), "the provider forgot the old one").toBe("/account");

  await page.goto(providerPage);
  await page.getByRole("link", { name: "Retire old secret" }).click();
  await page.getByRole("button", { name: "Retire old secret" }).click();
  await expect(page.getByRole("link", { name: "Rotate secret" })).toBeVisible();
  expect(await signIn()).toBe("/account");
  accept(old.clientSecret);
  expect(await signIn(), "the old one is retired").toBe("/auth/msp/signin");
  accept(fresh);

  const secrets = [old.clientSecret, fresh];
  const paths = [`/t/${slug}`, `/t/${slug}/providers`, `/t/${slug}/audit-events`];
  for (const path of [...paths, providerPage, `${providerPage}/edit`]) {
    const html = await (await page.request.get(path)).text();
    for (const secret of secrets) expect(html, path).not.toContain(secret);
  }
  const page1 = record(await installation.rest(`/v1/tenants/${slug}/audit-events?limit=100`));
  const events = JSON.stringify(page1["items"]);
  expect(events).toContain("identity_provider.rotate_secret");
  const logs = installation.product.logs().join("\n");
  for (const secret of secrets) {
    expect(events).not.toContain(secret);
    expect(logs).not.toContain(secret);
  }
});

test("a provider switched off loses its button, Undo brings it back, and removing it asks for its name", async ({
  page,
  newTenant,
}) => {
  const { slug, person } = await newTenant({ providers: ["google"], roles: ["admin"] });
  await signInTo(page, person, `/t/${slug}/providers`);
  await page.getByRole("link", { name: "Google", exact: true }).click();
  await page.getByRole("link", { name: "Switch off" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("It is your last ready provider");
  await dialog.getByRole("button", { name: "Switch Google off" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Switched off");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Ready");

  await page.getByRole("link", { name: "Remove provider" }).click();
  await expect(dialog.getByRole("button", { name: "Remove Google" })).toBeDisabled();
  await page.getByLabel(/^Type/).fill("Google");
  await dialog.getByRole("button", { name: "Remove Google" }).click();
  await expect(page).toHaveURL(`/t/${slug}/providers`);
  await expect(page.getByRole("link", { name: "Google", exact: true })).toHaveCount(0);
});
