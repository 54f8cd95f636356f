import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { log } from "./log.ts";
import { singleton } from "./singleton.ts";
import { WorkQueue } from "./work-queue.ts";

// OWASP Password Storage: argon2id with 19 MiB, two passes, one lane.
const parameters = {
  // Algorithm.Argon2id; the package's const enum cannot be imported under verbatimModuleSyntax.
  algorithm: 2,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
  outputLen: 32,
};
const currentPrefix = "$argon2id$v=19$m=19456,t=2,p=1$";

/** The argon2id hash of a password, to store. Unicode is normalised first (NIST SP 800-63B-4 section 3.1.1.2). */
export function hashPassword(plain: string): Promise<string> {
  return inHashingTurn(() => hash(plain.normalize("NFKC"), parameters));
}

/**
 * Whether the password is the one that was hashed. A null hash (no such person, no password) takes the same time as
 * a real one and is false. Throws `Busy` when more than 200 wait.
 */
export function verifyPassword(stored: string | null, plain: string): Promise<boolean> {
  const password = plain.normalize("NFKC");
  return inHashingTurn(async () => {
    if (stored === null) return verifyDecoy(password);
    try {
      return await verify(stored, password);
    } catch (error) {
      log.error({ err: error }, "a stored password hash is malformed");
      return verifyDecoy(password);
    }
  });
}

/** Whether a stored hash was made with other parameters than today's; the next sign-in should replace it. */
export function needsRehash(stored: string): boolean {
  return !stored.startsWith(currentPrefix);
}

/** More than one hash a core at a time would only thrash 19 MiB each through the caches. */
function inHashingTurn<T>(work: () => Promise<T>): Promise<T> {
  return singleton("password-queue", () => new WorkQueue(availableParallelism(), 200)).run(work);
}

async function verifyDecoy(password: string): Promise<false> {
  await verify(decoy(), password);
  return false;
}

/** A hash of today's parameters that no password has (all but 2^-256), made without hashing anything. */
function decoy(): string {
  return singleton("password-decoy", () => {
    const part = (bytes: number) => randomBytes(bytes).toString("base64").replace(/=+$/, "");
    return `${currentPrefix}${part(16)}$${part(32)}`;
  });
}
