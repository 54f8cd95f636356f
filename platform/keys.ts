import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { env, isBuilding } from "./env.ts";
import { decodeKey } from "./env-values.ts";
import { singleton } from "./singleton.ts";

/** The keys that open sealed secrets, 32 bytes each; the first one seals. */
export function encryptionKeys(): readonly Buffer[] {
  return singleton("encryption-keys", () =>
    env.ENCRYPTION_KEY
      ? env.ENCRYPTION_KEY.reveal().split(",").map(parseKey)
      : [generatedKey("encryption-key")],
  );
}

/** The 32 bytes from which every signing and hashing key derives. */
export function authSecret(): Buffer {
  return singleton("auth-secret", () =>
    env.AUTH_SECRET ? parseKey(env.AUTH_SECRET.reveal()) : generatedKey("auth-secret"),
  );
}

/**
 * A 32-byte key for one purpose alone: HKDF-SHA-256 (RFC 5869) of the auth secret, the purpose as `info`. A
 * `KeyObject`, because `createHmac` makes one of every bare buffer, which takes four times as long as the HMAC.
 */
export function deriveKey(purpose: string): KeyObject {
  const derived = singleton("derived-keys", () => new Map<string, KeyObject>());
  const known = derived.get(purpose);
  if (known) return known;
  const bytes = Buffer.from(hkdfSync("sha256", authSecret(), "gatehouse", purpose, 32));
  const key = createSecretKey(bytes);
  derived.set(purpose, key);
  return key;
}

function generatedKey(name: string): Buffer {
  if (isBuilding()) throw new Error(`The ${name} is read during the build; read it per request`);
  return loadOrCreateKey(join(env.DATA_DIR, "keys"), name);
}

/**
 * The 32-byte key kept in `folder/name` (mode 600, its folder 700), made at the first call. Of processes that race
 * to make it, all return the one that won. Throws when the file holds anything else: a key is never replaced,
 * because what it sealed would be lost.
 */
export function loadOrCreateKey(folder: string, name: string): Buffer {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const path = join(folder, name);
  if (!isReadable(path)) publish(folder, path, `${randomBytes(32).toString("base64")}\n`);
  chmodSync(path, 0o600);
  const key = decodeKey(readFileSync(path, "utf8"));
  if (!key) throw new Error(`${path} does not hold a key of 32 bytes in base64; restore it`);
  return key;
}

/** Writes a draft and links it into place: another process sees the whole file or none, and the first link wins. */
function publish(folder: string, path: string, text: string): void {
  const draft = `${path}.${randomBytes(8).toString("hex")}.draft`;
  const file = openSync(draft, "wx", 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
  syncFolder(folder);
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function isReadable(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function parseKey(text: string): Buffer {
  const key = decodeKey(text);
  if (!key) throw new Error("A key is not 32 bytes in base64");
  return key;
}
