import { chmod, readFile, stat } from "node:fs/promises";
import { expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { newTenant } from "#domain/testing/contexts.ts";
import { newBrowser, newPerson, withOpenIdProvider } from "#transports/oidc/test-relying-party.ts";
import { agree, LINK, logIn, newComputer, statusOf, toldBy, withServer } from "./test-server.ts";

const server = await withServer();
withDatabase();
withOpenIdProvider();

const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

test("a person signs in by their browser, and every command is theirs from then on", async () => {
  const { tenant, user, cookie } = await newPerson();
  const computer = await newComputer();
  const running = computer.start("login --json");
  const link = await toldBy(running, LINK);
  const back = await agree(newBrowser(cookie), link);
  expect(back.hostname).toBe("127.0.0.1");
  const page = await fetch(back);
  expect(await page.text()).toContain("You are signed in");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  const done = await running.done;
  expect(done.code).toBe(0);
  expect(JSON.parse(done.out)).toMatchObject({ kind: "user", id: user.id, tenant: tenant.slug });

  const { accessToken, refreshToken } = JSON.parse(await readFile(computer.file, "utf8"));
  for (const secret of [accessToken, refreshToken]) {
    expect(done.out + done.error).not.toContain(secret);
  }
  expect([await mode(computer.folder), await mode(computer.file)]).toEqual(["700", "600"]);

  const who = await computer.run("whoami --json");
  expect(JSON.parse(who.out)).toMatchObject({ email: user.email, aal: 1, platform: false });
  expect((await computer.run("whoami")).out).toContain(user.email);
  const theirs = await computer.run(`sso list --tenant ${tenant.slug} --json`);
  // A member may not; that it is them who may not is what the server knows by the token.
  expect(JSON.parse(theirs.error)).toMatchObject({ code: "forbidden" });
  const foreign = await computer.run(`tenants get ${(await newTenant()).slug} --json`);
  expect(JSON.parse(foreign.error)).toMatchObject({ code: "not_found" });
});

test("only the answer to this very sign-in counts, and a refusal ends it", async () => {
  const { cookie } = await newPerson();
  const computer = await newComputer();
  const running = computer.start("login");
  const link = await toldBy(running, LINK);
  const back = await agree(newBrowser(cookie), link, "deny");
  for (const [name, value] of [
    ["state", "other"],
    ["iss", "https://other.example"],
  ] as const) {
    const stray = new URL(back);
    stray.searchParams.set(name, value);
    expect((await fetch(stray)).status).toBe(404);
  }
  expect((await fetch(new URL("/", back))).status).toBe(404);
  const page = await fetch(back);
  expect(page.status).toBe(400);
  expect(await page.text()).toContain("You are not signed in");
  expect((await running.done).code).toBe(1);
  expect((await computer.run("whoami")).code).toBe(78);
});

test("a person signs in by a code on another device", async () => {
  const { user, cookie } = await newPerson();
  const computer = await newComputer();
  const running = computer.start("login --device");
  const link = await toldBy(running, /(http\S+user_code=\S+)/);
  const code = await toldBy(running, /code ([A-Z]{4}-[A-Z]{4})/);
  const browser = newBrowser(cookie);
  const { text } = await browser.follow(link);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(text)?.[1] ?? "";
  const fields = { xsrf, user_code: code };
  const asked = await browser.post("/oauth2/device/verify", fields);
  expect(asked.text).toContain("Gatehouse command line");
  const done = await browser.post("/oauth2/device/verify", { ...fields, confirm: "yes" });
  expect(done.text).toContain("Your device is connected");
  expect(await running.done).toMatchObject({ code: 0 });
  expect((await computer.run("whoami")).out).toContain(user.email);
}, 60_000);

test("logout ends the login at the server, and here also when the server is away", async () => {
  const { cookie } = await newPerson();
  const computer = await newComputer();
  const first = await logIn(computer, newBrowser(cookie));
  expect(await statusOf(first.accessToken)).toBe(200);
  const done = await computer.run("logout --json");
  expect(JSON.parse(done.out)).toEqual({ signedOut: true, endedAtServer: true });
  expect(await statusOf(first.accessToken)).toBe(401);
  await expect(stat(computer.file)).rejects.toMatchObject({ code: "ENOENT" });

  const second = await logIn(computer, newBrowser(cookie));
  server.stop();
  try {
    const offline = await computer.run("logout");
    expect(offline).toMatchObject({ code: 0 });
    expect(offline.out).toContain("could not be told");
  } finally {
    await server.start();
  }
  await expect(stat(computer.file)).rejects.toMatchObject({ code: "ENOENT" });
  expect(await statusOf(second.accessToken)).toBe(200);
  expect((await computer.run("logout")).out).toContain("You were not signed in");
}, 60_000);

test("a new login ends the one before, and GATEHOUSE_TOKEN wins over both", async () => {
  const { cookie } = await newPerson();
  const computer = await newComputer();
  const before = await logIn(computer, newBrowser(cookie));
  await logIn(computer, newBrowser(cookie));
  expect(await statusOf(before.accessToken)).toBe(401);
  const refused = await computer.run("whoami", { GATEHOUSE_TOKEN: "svc_wrong" });
  expect(refused).toMatchObject({ code: 1, out: "" });
  expect(refused.error).not.toContain("svc_wrong");
  expect((await computer.run("whoami")).code).toBe(0);
}, 60_000);

test("a login that others could read is closed to them", async () => {
  const { cookie } = await newPerson();
  const computer = await newComputer();
  await logIn(computer, newBrowser(cookie));
  await chmod(computer.folder, 0o755);
  await chmod(computer.file, 0o644);
  expect((await computer.run("whoami")).code).toBe(0);
  expect([await mode(computer.folder), await mode(computer.file)]).toEqual(["700", "600"]);
}, 60_000);
