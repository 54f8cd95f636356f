import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { EmbeddedDatabaseError, errnoOf } from "./errors.ts";

export const ownerRole = "gatehouse_owner";
export const appRole = "gatehouse_app";
export const databaseName = "gatehouse";

export type Credentials = { ownerPassword: string; appPassword: string };

/** Two passwords of 256 random bits. */
export function generateCredentials(): Credentials {
  return {
    ownerPassword: randomBytes(32).toString("base64url"),
    appPassword: randomBytes(32).toString("base64url"),
  };
}

/** Reads the file; null when there is none. Throws EmbeddedDatabaseError when it is not readable. */
export async function readCredentials(path: string): Promise<Credentials | null> {
  try {
    return parseCredentials(await readFile(path, "utf8"));
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return null;
    throw new EmbeddedDatabaseError(
      `${path} cannot be read (${errnoOf(error) || "not as it was written"}). ` +
        "Use the user that started Gatehouse here; or delete the file while Gatehouse is stopped, to have new passwords set.",
    );
  }
}

/** Writes the file with mode 600, whole or not at all. */
export async function writeCredentials(path: string, credentials: Credentials): Promise<void> {
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, `${JSON.stringify(credentials)}\n`, { mode: 0o600, flush: true });
  await rename(aside, path);
}

/** Connection URLs of the two roles. */
export function urlsFor(credentials: Credentials, port: number) {
  const url = (role: string, password: string) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${databaseName}`;
  return {
    appUrl: url(appRole, credentials.appPassword),
    ownerUrl: url(ownerRole, credentials.ownerPassword),
  };
}

function parseCredentials(text: string): Credentials {
  const value: unknown = JSON.parse(text);
  if (
    typeof value !== "object" ||
    value === null ||
    !("ownerPassword" in value && typeof value.ownerPassword === "string") ||
    !("appPassword" in value && typeof value.appPassword === "string")
  ) {
    throw new Error("unknown content");
  }
  return { ownerPassword: value.ownerPassword, appPassword: value.appPassword };
}
