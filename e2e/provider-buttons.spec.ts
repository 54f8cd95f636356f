import type { Page, Request, Route } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import type { ProviderKind } from "./support/installation.ts";
import {
  emailField,
  expectLit,
  failureRegion,
  kinds,
  passwordField,
  providerButton,
  providerLabels,
  signInButton,
} from "./support/sign-in-page.ts";

const discoverPath = "/api/auth/msp/sso/discover";
const resolvePath = "/api/auth/msp/sso/resolve";

/** Where the fields and buttons stand, in pixels from the top of the document. */
async function places(page: Page): Promise<unknown> {
  await page.evaluate(() => scrollTo(0, 0));
  const buttons = kinds.map((kind) => providerButton(page, kind));
  const controls = [emailField(page), passwordField(page), signInButton(page), ...buttons];
  return Promise.all(controls.map((control) => control.boundingBox()));
}

/** Collects every provider that is enabled from now on, if only for one frame. */
async function watchButtons(page: Page) {
  const seen = await page.evaluateHandle(() => {
    const enabled: string[] = [];
    const note = () => {
      for (const button of document.querySelectorAll("button[name=provider]:enabled")) {
        enabled.push(button.getAttribute("value") ?? "");
      }
    };
    note();
    new MutationObserver(note).observe(document, {
      attributes: true,
      childList: true,
      subtree: true,
    });
    return enabled;
  });
  return { enabled: async () => [...new Set(await seen.jsonValue())] };
}

/** Holds discovery's real answers back, each until the test lets it go. */
async function holdDiscovery(page: Page) {
  const held = new Map<string, { route: Route; request: Request }>();
  const arrivals = new Map<string, () => void>();
  await page.route(`**${discoverPath}`, (route, request) => {
    const { email } = request.postDataJSON();
    held.set(email, { route, request });
    arrivals.get(email)?.();
  });
  const arrived = async (email: string) => {
    if (!held.has(email)) await new Promise<void>((resolve) => arrivals.set(email, resolve));
    const entry = held.get(email);
    if (entry === undefined) throw new Error(`no discovery of ${email}`);
    return entry;
  };
  return { arrived, release: async (email: string) => (await arrived(email)).route.continue() };
}

const screens = [
  { name: "a desktop", viewport: { width: 1280, height: 720 } },
  { name: "a narrow window", viewport: { width: 320, height: 640 } },
  { name: "a small phone", viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true },
];

for (const { name, ...screen } of screens) {
  test.describe(`on ${name}`, () => {
    test.use(screen);

    test("buttons stand still before, during and after discovery, and after an error", async ({
      page,
      newTenant,
    }) => {
      const { person } = await newTenant();
      const discovery = await holdDiscovery(page);
      await page.goto("/auth/msp/signin");
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      const atFirst = await places(page);
      await emailField(page).fill(person.email);
      await discovery.arrived(person.email);
      expect(await places(page)).toEqual(atFirst);
      await discovery.release(person.email);
      await expectLit(page, kinds);
      expect(await places(page)).toEqual(atFirst);

      await page.route(`**${resolvePath}`, (route) => route.abort());
      await providerButton(page, "google").click();
      await expect(failureRegion(page)).toContainText("We couldn't start that sign-in.");
      expect(await places(page)).toEqual(atFirst);

      await page.unrouteAll();
      await passwordField(page).fill("not the password");
      await signInButton(page).click();
      await expect(failureRegion(page)).toContainText("We couldn't sign you in.");
      expect(await places(page)).toEqual(atFirst);
    });
  });
}

test("buttons are disabled in the page as it is sent, and a click on one sends nothing", async ({
  page,
  newTenant,
}) => {
  const { person } = await newTenant();
  const html = await (await page.request.get("/auth/msp/signin")).text();
  for (const kind of kinds)
    expect(html).toMatch(new RegExp(`<button[^>]* disabled=""[^>]*value="${kind}"`));

  await page.goto("/auth/msp/signin");
  await page.waitForLoadState("networkidle");
  const sent: string[] = [];
  page.on("request", (request) =>
    sent.push(`${request.method()} ${new URL(request.url()).pathname}`),
  );
  const clickAll = async () => {
    for (const kind of kinds) {
      const box = await providerButton(page, kind).boundingBox();
      if (box === null) throw new Error(`no button of ${kind}`);
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    }
  };
  await clickAll();
  await emailField(page).fill("not an email");
  await clickAll();
  // Whatever a click had sent would stand before this one.
  const asked = page.waitForRequest(`**${discoverPath}`);
  await emailField(page).fill(person.email);
  await asked;
  expect(sent).toEqual([`POST ${discoverPath}`]);
  await expect(page).toHaveURL("/auth/msp/signin");
});

test("typing on cancels the discovery in flight, and its late answer enables nothing", async ({
  page,
  newTenant,
}) => {
  const [google, microsoft] = [
    await newTenant({ providers: ["google"] }),
    await newTenant({ providers: ["azure-ad"] }),
  ];
  const discovery = await holdDiscovery(page);
  await page.goto("/auth/msp/signin");
  const buttons = await watchButtons(page);

  await emailField(page).fill(google.person.email);
  const { request } = await discovery.arrived(google.person.email);
  const cancelled = page.waitForEvent("requestfailed", (failed) => failed === request);
  await emailField(page).fill(microsoft.person.email);
  await cancelled;
  await discovery.arrived(microsoft.person.email);
  await discovery.release(google.person.email);
  expect(await buttons.enabled()).toEqual([]);
  await discovery.release(microsoft.person.email);
  await expectLit(page, ["azure-ad"]);
  expect(await buttons.enabled()).toEqual(["azure-ad"]);

  await emailField(page).press("End");
  await emailField(page).press("x");
  await expectLit(page, []);
});

test("an answer that comes after the email was cleared enables nothing", async ({
  page,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: ["google"] });
  const discovery = await holdDiscovery(page);
  await page.goto("/auth/msp/signin");
  const buttons = await watchButtons(page);
  await emailField(page).fill(person.email);
  await discovery.arrived(person.email);
  await emailField(page).fill("");
  await discovery.release(person.email);
  await emailField(page).fill("somebody@unmapped.example");
  await discovery.release("somebody@unmapped.example");
  await expectLit(page, ["google", "azure-ad"]);
  expect((await buttons.enabled()).toSorted()).toEqual(["azure-ad", "google"]);
});

const offers: readonly (readonly ProviderKind[])[] = [
  ["google"],
  ["azure-ad"],
  ["oidc"],
  ["google", "oidc"],
  ["google", "azure-ad", "oidc"],
  [],
];

test("exactly the providers of the domain light up, in every combination", async ({
  page,
  newTenant,
}) => {
  await page.goto("/auth/msp/signin");
  for (const providers of offers) {
    const { person } = await newTenant({ providers });
    const answer = page.waitForResponse((response) => response.url().endsWith(discoverPath));
    await emailField(page).fill(person.email);
    expect(await (await answer).json()).toEqual({ ok: true, providers });
    await expectLit(page, providers);
  }
});

test("a wildcard covers subdomains and not lookalikes; pending and unmapped domains fall back", async ({
  page,
  newTenant,
}) => {
  const wildcard = await newTenant({ providers: ["oidc"], wildcard: true });
  const exact = await newTenant({ providers: ["oidc"] });
  const pending = await newTenant({ providers: ["oidc"], verified: false });
  const fallback: readonly ProviderKind[] = ["google", "azure-ad"];
  await page.goto("/auth/msp/signin");
  for (const [email, providers] of [
    [`a@mail.${wildcard.domain}`, ["oidc"]],
    [`a+tag@deep.mail.${wildcard.domain.toUpperCase()}`, ["oidc"]],
    [`a@not${wildcard.domain}`, fallback],
    [`a@mail.${exact.domain}`, fallback],
    [pending.person.email, fallback],
    ["a@unmapped.example", fallback],
  ] as const) {
    const answer = page.waitForResponse((response) => response.url().endsWith(discoverPath));
    await emailField(page).fill(email);
    expect(await (await answer).json(), email).toEqual({ ok: true, providers });
    await expectLit(page, providers);
  }
});

test("a pending button keeps its label and place, and a second click is ignored", async ({
  page,
  newTenant,
}) => {
  const { person } = await newTenant();
  const resolves: Route[] = [];
  const asked = new Promise<void>((resolve) =>
    page.route(`**${resolvePath}`, (route) => {
      resolves.push(route);
      resolve();
    }),
  );
  await page.goto("/auth/msp/signin?callbackUrl=%2Faccount");
  await emailField(page).fill(person.email);
  await expectLit(page, kinds);
  const before = await places(page);
  await providerButton(page, "google").click();
  await asked;
  await providerButton(page, "google").click();
  await providerButton(page, "azure-ad").click();
  await expect(providerButton(page, "google")).toHaveAttribute("aria-busy", "true");
  await expect(providerButton(page, "google")).toHaveText(providerLabels.google);
  expect(await places(page)).toEqual(before);
  await Promise.all(resolves.map((route) => route.continue()));
  await expect(page).toHaveURL("/account");
  expect(resolves).toHaveLength(1);
});
