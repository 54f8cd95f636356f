import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { CommandError } from "#transports/cli/failure.ts";

const TRY_EVERY_MS = 50;
/** Longer than what is done under a lock can take. */
const GIVE_UP_AFTER_MS = 90_000;

/**
 * Runs `work` while this process alone has the lock file. The file names its holder: one whose process
 * is gone is taken over. Throws `CommandError` when somebody holds it for too long.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${randomUUID()}`;
  const from = performance.now();
  while (!(await take(file, mine))) {
    if (performance.now() - from > GIVE_UP_AFTER_MS) {
      throw new CommandError(`Another gatehouse command holds ${file}. Delete it if none runs.`);
    }
    await pause(TRY_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    if ((await holderOf(file)) === mine) await rm(file, { force: true });
  }
}

async function take(file: string, mine: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  try {
    // A link appears with its content, so that nobody ever reads an empty lock.
    await writeFile(draft, mine, { mode: 0o600, flag: "wx" });
    await link(draft, file);
    return true;
  } catch (error) {
    if (!isExisting(error)) throw error;
    const holder = await holderOf(file);
    if (holder !== null && isGone(holder)) await clear(file, holder);
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Takes a dead holder's lock away; one that somebody else took meanwhile is put back. */
async function clear(file: string, deadHolder: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  await rename(file, aside).catch(() => undefined);
  const taken = await holderOf(aside);
  if (taken !== null && taken !== deadHolder) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

async function holderOf(file: string): Promise<string | null> {
  return await readFile(file, "utf8").catch(() => null);
}

function isGone(holder: string): boolean {
  try {
    process.kill(Number.parseInt(holder, 10), 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}
