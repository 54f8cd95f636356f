import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Account, giveTo } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { runCommand } from "./command.ts";
import {
  appRole,
  type Credentials,
  databaseName,
  generateCredentials,
  ownerRole,
  readCredentials,
  writeCredentials,
} from "./credentials.ts";
import { EmbeddedDatabaseError, errnoOf } from "./errors.ts";
import type { Layout } from "./layout.ts";
import { quietLog, settingArguments } from "./settings.ts";

const majorVersion = "18";

type Place = { layout: Layout; binaries: Binaries; account: Account };

/**
 * Makes the cluster on the first start, and its missing passwords later. The server must not run.
 * A kill at any point leaves either no cluster or a complete one.
 *
 * @throws EmbeddedDatabaseError when a program fails or the cluster is of another major version.
 */
export async function prepareCluster(place: Place): Promise<Credentials> {
  const { layout, account } = place;
  const version = await clusterVersion(layout.data);
  if (version === null) return createCluster(place);
  if (version !== majorVersion) {
    throw new EmbeddedDatabaseError(
      `${layout.data} belongs to PostgreSQL ${version}, and this release brings ${majorVersion}. ` +
        "Back up with the release that made it and restore here.",
    );
  }
  const known = await readCredentials(layout.credentials);
  if (known === null) return resetPasswords(place);
  await giveTo(account.owner, layout.data);
  return known;
}

async function createCluster(place: Place): Promise<Credentials> {
  const { layout, binaries, account } = place;
  const credentials = generateCredentials();
  await writeCredentials(layout.credentials, credentials);
  await rm(layout.unfinished, { recursive: true, force: true });
  await mkdir(layout.unfinished, { mode: 0o700 });
  await giveTo(account.setupOwner, layout.unfinished);
  const result = await runCommand(
    account.setup,
    binaries.initdb,
    [
      ...["--pgdata", layout.unfinished, "--username", "postgres", "--auth", "reject"],
      ...["--encoding", "UTF8", "--locale", "C"],
      ...["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
      ...["--data-checksums", "--no-instructions"],
    ],
    { cwd: layout.root, environment: binaries.environment },
  );
  if (!result.ok) throw new EmbeddedDatabaseError(`initdb failed: ${result.output}`);
  await runAlone(place, layout.unfinished, [
    `CREATE ROLE ${ownerRole} LOGIN CREATEDB PASSWORD '${credentials.ownerPassword}'`,
    `CREATE ROLE ${appRole} LOGIN PASSWORD '${credentials.appPassword}'`,
    `CREATE DATABASE ${databaseName} OWNER ${ownerRole}`,
    `REVOKE ALL ON DATABASE ${databaseName}, postgres, template1 FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${databaseName} TO ${appRole}`,
  ]);
  // No rule names the superuser: from here on nobody can sign in as it.
  await writeFile(
    join(layout.unfinished, "pg_hba.conf"),
    [ownerRole, appRole].map((role) => `host all ${role} 127.0.0.1/32 scram-sha-256\n`).join(""),
    { flush: true },
  );
  await giveTo(account.owner, layout.unfinished);
  await rename(layout.unfinished, layout.data);
  return credentials;
}

async function resetPasswords(place: Place): Promise<Credentials> {
  const credentials = generateCredentials();
  await giveTo(place.account.setupOwner, place.layout.data);
  await runAlone(place, place.layout.data, [
    `ALTER ROLE ${ownerRole} PASSWORD '${credentials.ownerPassword}'`,
    `ALTER ROLE ${appRole} PASSWORD '${credentials.appPassword}'`,
  ]);
  await giveTo(place.account.owner, place.layout.data);
  await writeCredentials(place.layout.credentials, credentials);
  return credentials;
}

/** Runs statements in single-user mode: no port is open and no superuser password exists. */
async function runAlone(place: Place, data: string, statements: string[]): Promise<void> {
  const { account, binaries, layout } = place;
  const settings = {
    ...quietLog,
    exit_on_error: "on",
    // Stretching protects weak passwords; these have 256 bits, and it costs 3 ms a connection.
    scram_iterations: "1",
  };
  const result = await runCommand(
    account.setup,
    binaries.postgres,
    ["--single", "-D", data, ...settingArguments(settings), "postgres"],
    {
      cwd: layout.root,
      environment: binaries.environment,
      input: `${statements.join("\n")}\n`,
    },
  );
  if (!result.ok) throw new EmbeddedDatabaseError(`The cluster cannot be set up: ${result.output}`);
}

async function clusterVersion(data: string): Promise<string | null> {
  try {
    return (await readFile(join(data, "PG_VERSION"), "utf8")).trim();
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return null;
    throw new EmbeddedDatabaseError(
      `${data} cannot be read (${errnoOf(error)}). It belongs to another user: start Gatehouse as that user, or choose another DATA_DIR.`,
    );
  }
}
