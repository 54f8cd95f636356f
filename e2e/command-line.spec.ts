import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { record } from "./support/installation.ts";
import { type Product, root } from "./support/product.ts";
import { emailField, passwordField, signInButton } from "./support/sign-in-page.ts";

/** A home folder, and a "browser" that notes which address it was asked to open. */
async function newHome(product: Product) {
  const home = await mkdtemp(join(tmpdir(), "gatehouse-home-"));
  const opened = join(home, "opened");
  const browser = join(home, "browser");
  await writeFile(
    browser,
    `#!/bin/sh\nprintf '%s' "$1" > ${opened}.new\nmv ${opened}.new ${opened}\n`,
  );
  await chmod(browser, 0o700);
  const PATH = process.env["PATH"] ?? "/usr/bin:/bin";
  const env = {
    NODE_ENV: "production" as const,
    PATH,
    HOME: home,
    GATEHOUSE_URL: product.baseUrl,
    BROWSER: browser,
  };
  const start = (...args: string[]) => {
    const child = spawn(join(root, "bin/gatehouse"), args, {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const told = text(child.stderr);
    const done = Promise.all([once(child, "close"), text(child.stdout), told]).then(
      ([[code], out, error]) => ({ code, out, error }),
    );
    return { child, done };
  };
  const run = (...args: string[]) => start(...args).done;
  const address = async () => {
    await expect.poll(() => stat(opened).catch(() => null), { timeout: 15_000 }).not.toBeNull();
    return await readFile(opened, "utf8");
  };
  const clean = () => rm(home, { recursive: true, force: true });
  return { start, run, address, clean };
}

async function signIn(page: Page, person: { email: string; password: string }): Promise<void> {
  await emailField(page).fill(person.email);
  await passwordField(page).fill(person.password);
  await signInButton(page).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with scripts ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("gatehouse login opens the browser, which comes back signed in", async ({
      page,
      product,
      newTenant,
      expectAccessible,
    }) => {
      test.setTimeout(60_000);
      const { slug, person } = await newTenant({ providers: [], roles: ["admin"] });
      const home = await newHome(product);
      try {
        const login = home.start("login");
        await page.goto(await home.address());
        await signIn(page, person);
        await expect(
          page.getByRole("heading", { name: "Sign in to the command line?" }),
        ).toBeVisible();
        await expect(page.getByText(person.email)).toBeVisible();
        if (javaScriptEnabled) await expectAccessible(page);
        await page.getByRole("button", { name: "Sign in", exact: true }).click();
        await expect(page.getByRole("heading", { name: "You are signed in" })).toBeVisible();
        if (javaScriptEnabled) await expectAccessible(page);
        const done = await login.done;
        expect(done.code, done.error).toBe(0);
        expect(done.out).toContain(`as ${person.email} (${slug})`);

        const who = record(JSON.parse((await home.run("whoami", "--json")).out));
        expect(who).toMatchObject({ kind: "user", email: person.email, roles: ["admin"] });
        const users = await home.run("users", "list", "--tenant", slug, "--json");
        expect(JSON.parse(users.out)).toMatchObject({ items: [{ email: person.email }] });
        expect((await home.run("logout")).out).toContain("Signed out");
        expect((await home.run("whoami")).code).toBe(78);
      } finally {
        await home.clean();
      }
    });
  });
}

test("whoever is signed in is asked all the same, and a refusal reaches the command line", async ({
  page,
  product,
  newTenant,
}) => {
  test.setTimeout(60_000);
  const { person } = await newTenant({ providers: [] });
  await page.goto("/auth/msp/signin");
  await signIn(page, person);
  await expect(page).toHaveURL(/\/account/);
  const home = await newHome(product);
  try {
    const login = home.start("login");
    await page.goto(await home.address());
    await page.getByRole("button", { name: "Refuse" }).click();
    await expect(page.getByRole("heading", { name: "You are not signed in" })).toBeVisible();
    expect((await login.done).code).toBe(1);
  } finally {
    await home.clean();
  }
});
