import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { log } from "./log.ts";
import { singleton } from "./singleton.ts";

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
const maxWaiting = 200;

/** Too many passwords wait to be hashed; the caller answers "unavailable, try again". */
export class Busy extends Error {
  constructor() {
    super("Too many passwords wait to be hashed");
    this.name = "Busy";
  }
}

/** The argon2id hash of a password, to store. Unicode is normalised first (NIST SP 800-63B-4 section 3.1.1.2). */
export function hashPassword(plain: string): Promise<string> {
  return inTurn(() => hash(plain.normalize("NFKC"), parameters));
}

/**
 * Whether the password is the one that was hashed. A null hash (no such person, no password) takes the same time as
 * a real one and is false. Throws `Busy` when more than 200 wait.
 */
export function verifyPassword(stored: string | null, plain: string): Promise<boolean> {
  const password = plain.normalize("NFKC");
  return inTurn(async () => {
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

type Queue = { running: number; waiting: (() => void)[] };

/** One hash a core at a time, first come first served: more would only thrash 19 MiB each through the caches. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const queue = singleton<Queue>("password-queue", () => ({ running: 0, waiting: [] }));
  if (queue.running < availableParallelism()) queue.running += 1;
  else {
    if (queue.waiting.length >= maxWaiting) throw new Busy();
    await new Promise<void>((turn) => queue.waiting.push(turn));
  }
  try {
    return await work();
  } finally {
    // A waiting one takes over this place, so that nobody who comes now overtakes it.
    const next = queue.waiting.shift();
    if (next) next();
    else queue.running -= 1;
  }
}
