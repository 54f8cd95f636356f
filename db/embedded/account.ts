import { readFileSync } from "node:fs";
import { chmod, chown, lchown, lstat, mkdir, readdir, rm } from "node:fs/promises";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { type Launch, runCommand } from "./command.ts";
import { EmbeddedDatabaseError } from "./errors.ts";
import type { Layout } from "./layout.ts";

export type Owner = { uid: number; gid: number };

/**
 * The user that the server runs as. PostgreSQL refuses root, and its initdb (but not the server)
 * also refuses a uid without a name, so there are two ways to launch.
 */
export type Account = {
  description: string;
  owner: Owner;
  run: Launch;
  setupOwner: Owner;
  setup: Launch;
};

const firstDedicatedUid = 54320;

/**
 * Chooses the account, by trying: the first one that can enter the data folder and run the shipped
 * program wins. Ordinary users stay who they are. For root, in this order:
 * another uid, when it can reach both places; a user namespace, in which root's own files belong to
 * an ordinary uid, for folders that only root may enter; another uid that keeps one capability, for
 * containers that forbid namespaces.
 *
 * @throws EmbeddedDatabaseError naming every attempt and its failure.
 */
export async function chooseAccount(layout: Layout, binaries: Binaries): Promise<Account> {
  const failures: string[] = [];
  for (const account of await candidates(layout)) {
    const failure = await probe(account, layout, binaries);
    if (failure === null) return account;
    failures.push(`- as ${account.description}: ${failure}`);
  }
  throw new EmbeddedDatabaseError(
    [
      "The embedded PostgreSQL refuses to run as root or as a user without a name, and no other account works here:",
      ...failures,
      "Start Gatehouse as an ordinary named user, put the program and DATA_DIR in folders that other users may enter, or set DATABASE_URL.",
    ].join("\n"),
  );
}

async function candidates(layout: Layout): Promise<Account[]> {
  const users = readUsers();
  const self: Owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const named = [...users.values()].find((user) => user.name === "nobody") ?? {
    uid: 65534,
    gid: 65534,
  };
  const namespace: Launch = {
    wrapper: ["unshare", "--user", `--map-user=${named.uid}`, `--map-group=${named.gid}`, "--"],
  };
  if (self.uid !== 0) {
    return [
      {
        description: "the current user",
        owner: self,
        run: { wrapper: [] },
        setupOwner: self,
        setup: hasName() ? { wrapper: [] } : namespace,
      },
    ];
  }
  const dedicated = dedicatedOwner(users);
  const others = [await dataOwner(layout.data), dedicated, await folderOwner(layout.root)];
  const setups = (owner: Owner) => (users.has(owner.uid) ? owner : named);
  return [
    ...others
      .filter((owner) => owner !== null)
      .map((owner) => ({
        description: `uid ${owner.uid}`,
        owner,
        run: { wrapper: [], ...owner },
        setupOwner: setups(owner),
        setup: { wrapper: [], uid: setups(owner).uid, gid: setups(owner).gid },
      })),
    {
      description: "a mapped uid in a user namespace",
      owner: self,
      run: namespace,
      setupOwner: self,
      setup: namespace,
    },
    {
      description: `uid ${dedicated.uid} with CAP_DAC_OVERRIDE`,
      owner: dedicated,
      run: { wrapper: withCapability(dedicated) },
      setupOwner: named,
      setup: { wrapper: withCapability(named) },
    },
  ];
}

function withCapability({ uid, gid }: Owner): string[] {
  return [
    ...["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"],
    ...["--inh-caps=+dac_override", "--ambient-caps=+dac_override"],
    // Without this bit access(2) answers as if the capability were not there.
    ...["--securebits=+no_setuid_fixup", "--"],
  ];
}

async function probe(account: Account, layout: Layout, binaries: Binaries): Promise<string | null> {
  const folder = join(layout.root, "probe");
  const isNew = (await lstat(layout.data).catch(() => null)) === null;
  const trials = [
    ...(isNew ? [{ launch: account.setup, owner: account.setupOwner }] : []),
    { launch: account.run, owner: account.owner },
  ];
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    for (const { launch, owner } of trials) {
      await giveTo(owner, folder);
      const failure = await tryLaunch(launch, folder, binaries);
      if (failure !== null) return failure;
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function tryLaunch(launch: Launch, folder: string, binaries: Binaries) {
  const result = await runCommand(
    launch,
    "/bin/sh",
    ["-c", 'cd "$1" && : > writable && exec "$2" --version', "sh", folder, binaries.postgres],
    { cwd: "/", environment: binaries.environment },
  );
  return result.ok ? null : (result.output.split("\n").at(-1) ?? "no reason given");
}

/** An otherwise unused uid, so that no other service can read the data. */
function dedicatedOwner(users: Map<number, unknown>): Owner {
  let uid = firstDedicatedUid;
  while (users.has(uid)) uid += 1;
  return { uid, gid: uid };
}

async function dataOwner(data: string): Promise<Owner | null> {
  const stats = await lstat(data).catch(() => null);
  return stats === null || stats.uid === 0 ? null : { uid: stats.uid, gid: stats.gid };
}

/** The nearest non-root owner above: the person below whose home root started the program. */
async function folderOwner(folder: string): Promise<Owner | null> {
  const { uid, gid } = await lstat(folder);
  if (uid !== 0) return { uid, gid };
  return dirname(folder) === folder ? null : folderOwner(dirname(folder));
}

/** Asks the name service, which may know more users than /etc/passwd. */
function hasName(): boolean {
  try {
    return userInfo().username !== "";
  } catch {
    return false;
  }
}

type User = Owner & { name: string };

function readUsers(): Map<number, User> {
  const users = new Map<number, User>();
  for (const line of readFileSync("/etc/passwd", "utf8").split("\n")) {
    const [name, , uid, gid] = line.split(":");
    if (name && uid && gid) users.set(Number(uid), { name, uid: Number(uid), gid: Number(gid) });
  }
  return users;
}

/** Makes the folder of the embedded server; other users may pass through it, not list it. */
export async function makeRoot(layout: Layout, dataDir: string): Promise<void> {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  const created = await mkdir(dataDir, { recursive: true, mode });
  // The umask may have taken the right to pass; a folder that was there keeps its mode.
  if (created !== undefined) await chmod(dataDir, mode);
  await mkdir(layout.root, { recursive: true, mode });
  await chmod(layout.root, mode);
}

/**
 * Gives a folder to an owner. The folder itself comes last, so that its owner tells whether
 * an earlier attempt came to its end.
 *
 * @throws EmbeddedDatabaseError when the file system does not keep owners.
 */
export async function giveTo(owner: Owner, folder: string): Promise<void> {
  if ((await lstat(folder)).uid === owner.uid) return;
  const entries = await readdir(folder, { recursive: true });
  for (const entry of entries) await lchown(join(folder, entry), owner.uid, owner.gid);
  await chown(folder, owner.uid, owner.gid);
  if ((await lstat(folder)).uid !== owner.uid) {
    throw new EmbeddedDatabaseError(
      `The file system of ${folder} does not keep owners. Put DATA_DIR elsewhere, or set DATABASE_URL.`,
    );
  }
}
