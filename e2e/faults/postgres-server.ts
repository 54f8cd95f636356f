import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { query, queryWhenBack } from "#db/embedded/test-scenario.ts";
import { freePort } from "#e2e/support/ports.ts";

export type PostgresServer = {
  /** The role that serves: may not change tables. */
  appUrl: string;
  /** The role that owns the database. */
  ownerUrl: string;
  superUrl: string;
  /** PgBouncer in transaction mode, in front of `appUrl`. */
  pooledUrl: string;
  start(): Promise<void>;
  /** Ends the server as an administrator does in a hurry: it disconnects everybody. */
  stop(): Promise<void>;
  end(): Promise<void>;
};

const password = "a-password-of-tests";
const installed = "/usr/lib/postgresql";

/** Starts a PostgreSQL of the distribution and a PgBouncer, with two roles and an empty database. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const newest = readdirSync(installed).sort((a, b) => Number(b) - Number(a))[0] ?? "";
  const bin = join(installed, newest, "bin");
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-external-"));
  const account = unprivileged();
  const own = (path: string) => account && chownSync(path, account.uid, account.gid);
  own(folder);
  const data = join(folder, "data");
  const run = { ...account, cwd: folder };
  const initdb = ["-D", data, "-U", "super", "--auth=trust", "--no-sync", "-E", "UTF8"];
  execFileSync(join(bin, "initdb"), initdb, { ...run, stdio: "ignore" });

  const port = await freePort();
  const urlOf = (role: string, at = port, database = "gatehouse") =>
    `postgres://${role}:${password}@127.0.0.1:${at}/${database}`;
  let server: ChildProcess | null = null;
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
  const start = async () => {
    const options = settings.flatMap((setting) => ["-c", setting]);
    server = spawn(join(bin, "postgres"), ["-D", data, "-p", `${port}`, ...options], {
      ...run,
      stdio: "ignore",
    });
    await queryWhenBack(urlOf("super", port, "postgres"), "select 1");
  };
  const stop = () => ended(server, "SIGINT");
  await start();
  await query(urlOf("super", port, "postgres"), "create role owner login createrole");
  await query(urlOf("super", port, "postgres"), "create role app login");
  await query(urlOf("super", port, "postgres"), "create database gatehouse owner owner");

  const poolerPort = await freePort();
  const poolerFolder = join(folder, "pooler");
  await mkdir(poolerFolder);
  const config = join(poolerFolder, "pgbouncer.ini");
  await writeFile(config, poolerConfig(port, poolerPort, poolerFolder));
  await writeFile(join(poolerFolder, "users.txt"), `"app" "${password}"\n"owner" "${password}"\n`);
  for (const path of [poolerFolder, config, join(poolerFolder, "users.txt")]) own(path);
  const program = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"].find((path) => existsSync(path));
  const pooler = spawn(program ?? "pgbouncer", [config], { ...run, stdio: "ignore" });
  const pooledUrl = urlOf("app", poolerPort);

  return {
    appUrl: urlOf("app"),
    ownerUrl: urlOf("owner"),
    superUrl: urlOf("super"),
    pooledUrl,
    start,
    stop,
    end: async () => {
      await ended(pooler, "SIGKILL");
      await ended(server, "SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function poolerConfig(port: number, poolerPort: number, folder: string): string {
  return `[databases]
gatehouse = host=127.0.0.1 port=${port} dbname=gatehouse
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${poolerPort}
unix_socket_dir =
auth_type = plain
auth_file = ${folder}/users.txt
pool_mode = transaction
default_pool_size = 5
max_client_conn = 200
query_wait_timeout = 3
server_login_retry = 1
ignore_startup_parameters = extra_float_digits
`;
}

/** PostgreSQL refuses to run as root: the account that the distribution made for it. */
function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const line = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8"));
  return { uid: Number(line?.[1]), gid: Number(line?.[2]) };
}

async function ended(child: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await exited;
}
