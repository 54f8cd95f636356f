import { text } from "node:stream/consumers";
import { UsageError } from "./failure.ts";

/**
 * A secret from standard input: no argument, which every process of the machine could read. One
 * final line break is the shell's, not the secret's.
 */
export async function readSecret(what: string): Promise<string> {
  if (process.stdin.isTTY) {
    process.stderr.write(`Enter the ${what}, then a line break and Ctrl-D:\n`);
  }
  const secret = (await text(process.stdin)).replace(/\r?\n$/, "");
  if (secret === "") throw new UsageError(`There is no ${what} on standard input.`);
  return secret;
}
