import { apacheAddresses, startApache } from "./support/apache.ts";
import { expect, test } from "./support/fixtures.ts";
import { record } from "./support/installation.ts";
import { freePort } from "./support/ports.ts";
import { emailField } from "./support/sign-in-page.ts";

test("Apache's mod_auth_openidc signs a person in and out, and no more once its client is off", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug, person } = await newTenant({ providers: [], roles: ["admin"] });
  const { product } = installation;
  const port = await freePort();
  const apache = apacheAddresses(port);
  const clients = `/v1/tenants/${slug}/sso-clients`;
  const client = record(
    await installation.rest(clients, {
      json: {
        name: "Apache",
        redirectUris: [apache.callback],
        postLogoutRedirectUris: [apache.bye],
        scopes: ["openid", "email", "profile", "roles"],
      },
    }),
  );
  const clientId = String(client["clientId"]);
  const clientSecret = String(client["clientSecret"]);
  const stop = await startApache({ port, issuer: product.baseUrl, clientId, clientSecret });
  try {
    const signIn = async () => {
      await page.goto(apache.page);
      await expect(page).toHaveURL(new RegExp(`^${product.baseUrl}/auth/msp/signin`));
      await emailField(page).fill(person.email);
      await page.getByLabel("Password").fill(person.password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
    };
    await signIn();
    await expect(page.getByRole("heading", { name: "Behind Apache" })).toBeVisible();
    await expect(page).toHaveURL(apache.page);
    const claims = {
      email: person.email,
      name: person.name,
      roles: "admin",
      tenant: slug,
      acr: "urn:gatehouse:aal:1",
      iss: product.baseUrl,
    };
    for (const [claim, value] of Object.entries(claims)) {
      await expect(page.locator(`#${claim}`)).toHaveText(value);
    }

    await page.goto(apache.signOut);
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Signed out of Apache" })).toBeVisible();
    await expect(page).toHaveURL(apache.bye);

    // Both sessions are over: Apache asks us, and we ask the person.
    await signIn();
    await expect(page).toHaveURL(apache.page);
    await page.goto(apache.signOut);
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page).toHaveURL(apache.bye);

    await installation.rest(`${clients}/${clientId}`, {
      method: "PATCH",
      json: { enabled: false },
    });
    await page.goto(apache.page);
    await expect(page.getByText("invalid_client", { exact: true })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(product.baseUrl);
  } finally {
    await stop();
  }
});
