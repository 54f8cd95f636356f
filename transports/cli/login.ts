import type { Command } from "commander";
import { z } from "zod";
import { env } from "#platform/env.ts";
import { callApi, callApiWith } from "./api.ts";
import { type Answer, answers } from "./command.ts";
import { askProvider, findIssuer } from "./login/ask-provider.ts";
import { browserLogin } from "./login/browser-login.ts";
import { deviceLogin } from "./login/device-login.ts";
import {
  type KeptLogin,
  readLogin,
  removeLogin,
  withLoginLock,
  writeLogin,
} from "./login/kept-login.ts";
import { printable, record } from "./output.ts";

const caller = z.looseObject({
  kind: z.string(),
  name: z.string(),
  email: z.string().optional(),
  tenant: z.string().optional(),
});

/** `gatehouse login`, `logout` and `whoami`. */
export function addLoginCommands(program: Command, writeError: (text: string) => void): void {
  // Standard output is the answer's alone.
  const tell = (text: string) => writeError(printable(text));
  answers<{ device?: boolean }>(
    program
      .command("login")
      .description("sign in as yourself, by a browser")
      .option("--device", "by a code that you enter on another device"),
    async (_, { device }) => await logIn(device === true, tell),
  );
  answers(
    program.command("logout").description("end the login, here and at the server"),
    async () => await logOut(),
  );
  answers(program.command("whoami").description("show who you are to the server"), async () => {
    const value = await callApi("/v1/whoami");
    const { permissions, ...rest } = z
      .looseObject({ permissions: z.array(z.string()) })
      .parse(value);
    return { value, text: record({ ...rest, permissions: permissions.length }) };
  });
}

async function logIn(byDevice: boolean, tell: (text: string) => void): Promise<Answer> {
  const issuer = await findIssuer();
  const login = byDevice ? await deviceLogin(issuer, tell) : await browserLogin(issuer, tell);
  const value = caller.parse(await callApiWith(login.accessToken, "/v1/whoami"));
  await withLoginLock(async () => {
    const before = await readLogin().catch(() => null);
    await writeLogin(login);
    // The one before is of no use to anybody now; the server ends it by itself when it is away.
    if (before) await endAtServer(before);
  });
  const { name, email = name, tenant = "" } = value;
  const note = env.GATEHOUSE_TOKEN
    ? "\nGATEHOUSE_TOKEN is set and wins: commands go on using it.\n"
    : "";
  return { value, text: printable(`Signed in at ${issuer} as ${email} (${tenant}).\n${note}`) };
}

async function logOut(): Promise<Answer> {
  return await withLoginLock(async () => {
    // A file that holds no login, or somebody else's, is removed as well.
    const login = await readLogin().catch(() => null);
    await removeLogin();
    if (!login) return signedOut(false, "You were not signed in.\n");
    if (await endAtServer(login)) return signedOut(true, `Signed out at ${login.issuer}.\n`);
    return signedOut(
      false,
      `The login is gone from this computer, but ${login.issuer} could not be told. There it lasts until its end; a new password, or an admin, ends it at once.\n`,
    );
  });
}

function signedOut(endedAtServer: boolean, text: string): Answer {
  return { value: { signedOut: true, endedAtServer }, text };
}

/** Ends a whole login by its refresh token (RFC 7009). Out: whether the server said so. */
async function endAtServer({ issuer, refreshToken }: KeptLogin): Promise<boolean> {
  try {
    await askProvider(issuer, "revoke", { token: refreshToken, token_type_hint: "refresh_token" });
    return true;
  } catch {
    return false;
  }
}
