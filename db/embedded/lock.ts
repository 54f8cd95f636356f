import { link, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedDatabaseError, errnoOf } from "./errors.ts";
import { isAlive, ownIdentity, type ProcessIdentity } from "./process-identity.ts";

const lockName = /^supervisor\.(\d+)\.lock$/;

/**
 * Takes the right to supervise the server of a folder; the answer gives it back.
 *
 * Each holder owns the file of a new, higher number; the highest counts. A number is taken by
 * link(2), which one process wins, and the file is complete from its first moment. The highest is
 * never removed, not even on release, so a slow competitor cannot take a number that was passed.
 * A holder that was killed is recognised by pid, start time and boot, so a reused pid is no holder.
 *
 * @throws EmbeddedDatabaseError while another process holds it, naming its pid.
 */
export async function takeLock(folder: string): Promise<() => Promise<void>> {
  const aside = join(folder, `supervisor.${process.pid}.${Math.random()}`);
  await writeFile(aside, `${JSON.stringify(ownIdentity())}\n`, { mode: 0o644 });
  try {
    for (;;) {
      const highest = Math.max(0, ...(await lockNumbers(folder)));
      await refuseLiveHolder(folder, highest);
      const path = join(folder, `supervisor.${highest + 1}.lock`);
      if (!(await tryLink(aside, path))) continue;
      const numbers = await lockNumbers(folder);
      if (Math.max(...numbers) !== highest + 1) {
        await rm(path, { force: true });
        continue;
      }
      for (const passed of numbers.filter((number) => number <= highest)) {
        await rm(join(folder, `supervisor.${passed}.lock`), { force: true });
      }
      return () => release(path);
    }
  } finally {
    await rm(aside, { force: true });
  }
}

async function release(path: string): Promise<void> {
  await writeFile(`${path}.released`, "{}\n");
  await rename(`${path}.released`, path);
}

async function lockNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => {
    const number = lockName.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

async function refuseLiveHolder(folder: string, number: number): Promise<void> {
  const holder = await readHolder(join(folder, `supervisor.${number}.lock`));
  if (holder === null || !isAlive(holder)) return;
  throw new EmbeddedDatabaseError(
    `Another Gatehouse (pid ${holder.pid}) already runs on ${folder}. ` +
      `Stop it first (kill ${holder.pid}), or give this one another DATA_DIR.`,
  );
}

async function readHolder(path: string): Promise<ProcessIdentity | null> {
  try {
    return parseHolder(await readFile(path, "utf8"));
  } catch (error) {
    if (errnoOf(error) === "ENOENT" || error instanceof SyntaxError) return null;
    throw error;
  }
}

function parseHolder(text: string): ProcessIdentity | null {
  const value: unknown = JSON.parse(text);
  if (
    typeof value === "object" &&
    value !== null &&
    "pid" in value &&
    typeof value.pid === "number" &&
    "startTicks" in value &&
    typeof value.startTicks === "number" &&
    "bootId" in value &&
    typeof value.bootId === "string"
  ) {
    return { pid: value.pid, startTicks: value.startTicks, bootId: value.bootId };
  }
  return null;
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    throw error;
  }
}
