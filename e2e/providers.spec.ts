import { expect, test } from "./support/fixtures.ts";
import { callbackUri } from "./support/installation.ts";
import { kinds, signInThrough } from "./support/sign-in-page.ts";

for (const kind of kinds) {
  test(`two tenants sign in through ${kind}, each with its own client`, async ({
    page,
    context,
    installation,
    newTenant,
  }) => {
    const tenants = [
      await newTenant({ providers: [kind] }),
      await newTenant({ providers: [kind] }),
    ];
    const upstream = installation.upstreams[kind];
    for (const { person, clients } of tenants) {
      await context.clearCookies();
      await signInThrough(page, kind, person.email, "/account?from=provider-test");
      await expect(page).toHaveURL("/account?from=provider-test");
      await expect(page.getByText(person.email).first()).toBeVisible();

      const clientId = clients[kind]?.clientId;
      const sent = upstream.requests.filter((entry) => entry.endpoint === "authorize").at(-1);
      expect(sent).toMatchObject({
        clientId,
        loginHint: person.email,
        codeChallengeMethod: "S256",
        redirectUri: callbackUri(installation.product.baseUrl, kind),
      });
      expect(sent?.state).toBeTruthy();
      expect(sent?.nonce).toBeTruthy();
      const redeemed = upstream.requests.filter((entry) => entry.endpoint === "token").at(-1);
      expect(redeemed).toMatchObject({ clientId, hasCodeVerifier: true, status: 200 });
    }
  });
}
