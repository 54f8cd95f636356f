import { constants } from "node:fs";
import { chmod, mkdir, open, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { z } from "zod";
import { env } from "#platform/env.ts";
import { CommandError } from "#transports/cli/failure.ts";
import { withLock } from "./lock.ts";

const keptLogin = z.object({
  issuer: z.string(),
  accessToken: z.string(),
  refreshToken: z.string(),
  /** By this machine's clock, in milliseconds. */
  expiresAt: z.number(),
});

/** What a login leaves on this machine. */
export type KeptLogin = z.infer<typeof keptLogin>;

/** The file that holds the login at GATEHOUSE_URL: one for each server. */
export function loginFile(): string {
  return join(
    folder(),
    `${new URL(env.GATEHOUSE_URL).origin.replaceAll(/[^a-z0-9.-]+/g, "_")}.json`,
  );
}

/**
 * The login that is kept, or null. A file or folder that others could read is closed to them first.
 * Throws `CommandError` for a file that is somebody else's, or no login.
 */
export async function readLogin(): Promise<KeptLogin | null> {
  const file = loginFile();
  try {
    const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const { uid, mode } = await handle.stat();
      if (uid !== process.getuid?.()) throw unusable(file, "belongs to somebody else");
      if ((mode & 0o077) !== 0) {
        await handle.chmod(0o600);
        await chmod(folder(), 0o700);
      }
      return keptLogin.parse(JSON.parse(await handle.readFile("utf8")));
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    if (codeOf(error) === "ELOOP") throw unusable(file, "is a link");
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      throw unusable(file, "holds no login");
    }
    throw error;
  }
}

/** Replaces the login in one step: who reads meanwhile sees the old one or the new one. */
export async function writeLogin(login: KeptLogin): Promise<void> {
  const file = loginFile();
  await makeFolder();
  const draft = `${file}.${process.pid}.new`;
  await rm(draft, { force: true });
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(login)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

/** Forgets the login, whatever the file holds. */
export async function removeLogin(): Promise<void> {
  await rm(loginFile(), { force: true });
}

/** Runs `work` while no other process of this person changes the login. */
export async function withLoginLock<T>(work: () => Promise<T>): Promise<T> {
  await makeFolder();
  return await withLock(`${loginFile()}.lock`, work);
}

/** XDG Base Directory Specification: a relative path counts as none. */
function folder(): string {
  const { XDG_CONFIG_HOME: configured = "" } = env;
  return join(isAbsolute(configured) ? configured : join(homedir(), ".config"), "gatehouse");
}

async function makeFolder(): Promise<void> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  await chmod(folder(), 0o700);
}

function unusable(file: string, why: string): CommandError {
  return new CommandError(`${file} ${why}. Delete it, then run \`gatehouse login\`.`);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
