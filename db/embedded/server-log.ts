import type { FileHandle } from "node:fs/promises";
import { copyFile, open, stat, truncate } from "node:fs/promises";

const maxBytes = 8 * 1024 * 1024;
const checkEveryMs = 60_000;

/** Opens the server's log for appending, which also makes truncation safe while it writes. */
export async function openServerLog(path: string): Promise<FileHandle> {
  await boundLog(path);
  return open(path, "a", 0o600);
}

/** Keeps the log at 8 MB and one earlier part, also under a server that was adopted. */
export function keepLogBounded(path: string): { stop(): void } {
  const timer = setInterval(() => void boundLog(path).catch(() => undefined), checkEveryMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** The last 4 kB that were written since the log had `fromByte` bytes, for an error message. */
export async function logTail(path: string, fromByte: number): Promise<string> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const from = Math.max(fromByte, size - 4096);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, from);
    return buffer.subarray(0, bytesRead).toString("utf8").trim();
  } finally {
    await file.close();
  }
}

async function boundLog(path: string): Promise<void> {
  const size = await stat(path).then(
    (stats) => stats.size,
    () => 0,
  );
  if (size < maxBytes) return;
  await copyFile(path, `${path}.1`);
  await truncate(path);
}
