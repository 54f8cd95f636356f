import { readdir, readFile, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { asOperator } from "#domain/testing/contexts.ts";
import { suspendUser } from "#domain/users/set-status.ts";
import { newBrowser, newPerson, withOpenIdProvider } from "#transports/oidc/test-relying-party.ts";
import { logIn, newComputer, withServer } from "./test-server.ts";

await withServer();
withDatabase();
withOpenIdProvider();

test("of several processes whose token is due one refreshes, and all go on with what it got", async () => {
  const { cookie } = await newPerson();
  const computer = await newComputer();
  const login = await logIn(computer, newBrowser(cookie));
  await writeFile(computer.file, JSON.stringify({ ...login, expiresAt: 0 }));
  // Somebody's who died with it in hand.
  await writeFile(`${computer.file}.lock`, "999999999 gone");
  const answers = await Promise.all(Array.from({ length: 5 }, () => computer.run("whoami")));
  expect(answers.map(({ code, error }) => [code, error])).toEqual(answers.map(() => [0, ""]));
  const next = JSON.parse(await readFile(computer.file, "utf8"));
  expect(next.refreshToken).not.toBe(login.refreshToken);
  expect(await readdir(computer.folder)).toHaveLength(1);
  // A second use of one refresh token would have ended the login.
  await writeFile(computer.file, JSON.stringify({ ...next, expiresAt: 0 }));
  expect((await computer.run("whoami")).code).toBe(0);
}, 60_000);

test("a token that the server takes no more is refreshed although it is not due here", async () => {
  const { cookie } = await newPerson();
  const computer = await newComputer();
  const login = await logIn(computer, newBrowser(cookie));
  await writeFile(computer.file, JSON.stringify({ ...login, accessToken: "a.b.c" }));
  expect((await computer.run("whoami")).code).toBe(0);
}, 60_000);

test("a login that has ended says so, and is forgotten", async () => {
  const { tenant, user, cookie } = await newPerson();
  const computer = await newComputer();
  await logIn(computer, newBrowser(cookie));
  await suspendUser(asOperator(tenant.id), { id: user.id });
  const refused = await computer.run("whoami --json");
  expect(refused).toMatchObject({ code: 1, out: "" });
  expect(JSON.parse(refused.error).detail).toContain("has ended. Run `gatehouse login` again");
  expect(await readdir(computer.folder)).toEqual([]);
}, 60_000);
