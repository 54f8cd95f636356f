import type { Page, Response } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import {
  emailField,
  expectLit,
  failureRegion,
  providerButton,
  signInByPassword,
} from "./support/sign-in-page.ts";

const discoverPath = "/api/auth/msp/sso/discover";

/** All that the page shows and holds, but for the typed email and the request id. */
async function shown(page: Page, email: string): Promise<string> {
  const html = await page.locator("main").evaluate((main) => main.outerHTML);
  return `${await page.title()}\n${html}`
    .replaceAll(email, "EMAIL")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g, "REQUEST-ID");
}

/** An answer without what differs from one request to the next by design. */
async function received(response: Response): Promise<object> {
  const headers = await response.headersArray();
  const varying = ["date", "x-request-id", "set-cookie", "content-security-policy", "location"];
  return {
    status: response.status(),
    headers: headers.filter(({ name }) => !varying.includes(name.toLowerCase())),
    cookies: headers
      .filter(({ name }) => name.toLowerCase() === "set-cookie")
      .map(({ value }) => value.replace(/=[^;]*/, `=(${value.length} characters)`)),
    // A redirect has none.
    body: response.status() === 200 ? await response.text() : "",
  };
}

test("discovery shows the same for people of one domain, known, suspended or unknown", async ({
  page,
  installation,
  newTenant,
}) => {
  const tenant = await newTenant({ providers: ["google", "oidc"], people: 2 });
  const { slug, domain, people } = tenant;
  const [known, suspended] = people.map(({ email }) => email);
  if (known === undefined || suspended === undefined) throw new Error("two people were made");
  const suspendedId = people[1]?.id;
  await installation.rest(`/v1/tenants/${slug}/users/${suspendedId}/suspend`, { method: "POST" });

  const seen: unknown[] = [];
  for (const email of [known, suspended, `nobody1@${domain}`]) {
    await page.goto("/auth/msp/signin");
    const answer = page.waitForResponse((response) => response.url().endsWith(discoverPath));
    await emailField(page).fill(email);
    const response = await answer;
    await expectLit(page, ["google", "oidc"]);
    seen.push({ page: await shown(page, email), answer: await received(response) });
  }
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("a password failure shows the same for known, suspended and unknown people", async ({
      page,
      installation,
      newTenant,
    }) => {
      const { slug, domain, people } = await newTenant({ providers: ["google"], people: 2 });
      const [known, suspended] = people;
      if (known === undefined || suspended === undefined) throw new Error("two people were made");
      const suspend = `/v1/tenants/${slug}/users/${suspended.id}/suspend`;
      await installation.rest(suspend, { method: "POST" });
      const attempts = [
        { email: known.email, password: "not the password" },
        suspended,
        { email: suspended.email, password: "not the password" },
        { email: `nobody1@${domain}`, password: "not the password" },
      ];

      const seen: unknown[] = [];
      for (const attempt of attempts) {
        const posted = page.waitForResponse(
          (response) => response.request().method() === "POST" && response.status() === 303,
        );
        await signInByPassword(page, attempt);
        const answer = await received(await posted);
        await expect(failureRegion(page)).toContainText("We couldn't sign you in.");
        if (javaScriptEnabled) await expectLit(page, ["google"]);
        seen.push({ page: await shown(page, attempt.email), answer });
      }
      for (const other of seen.slice(1)) expect(other).toEqual(seen[0]);
    });
  });
}

test("somebody whom the tenant does not know fails as a refusing provider does", async ({
  page,
  installation,
  newTenant,
}) => {
  const { domain, person } = await newTenant({ providers: ["oidc"] });
  const { oidc } = installation.upstreams;
  const unknown = { email: `person9@${domain}`, name: "Nobody here knows" };
  oidc.addPerson(unknown);

  const fail = async (email: string): Promise<string> => {
    await page.goto("/auth/msp/signin?callbackUrl=%2Faccount");
    await emailField(page).fill(email);
    await providerButton(page, "oidc").click();
    await expect(failureRegion(page)).toContainText("We couldn't sign you in.");
    return shown(page, email);
  };
  const ofUnknown = await fail(unknown.email);
  await oidc.setFault({ kind: "error", error: "access_denied" });
  try {
    expect(ofUnknown).toBe(await fail(person.email));
  } finally {
    await oidc.setFault(null);
  }
});
