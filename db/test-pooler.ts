import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { globSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";

export type ExternalServer = {
  appUrl: string;
  ownerUrl: string;
  /** The same through PgBouncer in transaction mode. */
  pooledAppUrl: string;
  pooledOwnerUrl: string;
  stop(): Promise<void>;
};

const run = promisify(execFile);
/** Neither program runs as root. */
const NOBODY = 65_534;
const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/**
 * Starts the distribution's oldest PostgreSQL, with two roles, and its PgBouncer before it, in a
 * folder that goes with them. `npm test` sees to it that both programs are there.
 */
export async function startExternalServer(): Promise<ExternalServer> {
  const [bin] = globSync("/usr/lib/postgresql/*/bin").sort();
  if (!bin) throw new Error("There is no PostgreSQL below /usr/lib/postgresql; run `npm test`");
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-external-"));
  await chmod(folder, 0o755);
  const data = join(folder, "data");
  await mkdir(data, { mode: 0o700 });
  if (identity.uid) await chown(data, NOBODY, NOBODY);
  const options = { ...identity, cwd: "/" };
  await run(`${bin}/initdb`, ["-D", data, "-U", "admin", "--auth=trust", "--no-sync"], options);
  const [port, poolPort] = [await freePort(), await freePort()];
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: "off",
  };
  const server = start(`${bin}/postgres`, [
    "-D",
    data,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ]);
  const url = (role: string, onPort: number, database = "gatehouse") =>
    `postgres://${role}@127.0.0.1:${onPort}/${database}`;
  await untilReady(url("admin", port, "postgres"), async (sql) => {
    await sql`create role owner login createdb`;
    await sql`create role app login`;
    await sql`create database gatehouse owner owner`;
  });
  const users = join(folder, "users.txt");
  await writeFile(users, '"owner" ""\n"app" ""\n', { mode: 0o644 });
  const configuration = join(folder, "pgbouncer.ini");
  await writeFile(configuration, poolerConfiguration(port, poolPort, users), { mode: 0o644 });
  const pooler = start("pgbouncer", ["-q", configuration]);
  await untilReady(url("app", poolPort), async (sql) => sql`select 1`);
  return {
    appUrl: url("app", port),
    ownerUrl: url("owner", port),
    pooledAppUrl: url("app", poolPort),
    pooledOwnerUrl: url("owner", poolPort),
    async stop() {
      await end(pooler, "SIGTERM");
      await end(server, "SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Few server connections for many clients, so that each transaction gets another one's. */
function poolerConfiguration(port: number, poolPort: number, users: string): string {
  return `[databases]
gatehouse = host=127.0.0.1 port=${port} dbname=gatehouse
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${poolPort}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = transaction
server_round_robin = 1
default_pool_size = 5
max_client_conn = 200
ignore_startup_parameters = extra_float_digits
`;
}

function start(file: string, argv: string[]): ChildProcess {
  return spawn(file, argv, { ...identity, cwd: "/", stdio: "ignore" });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

async function untilReady(url: string, work: (sql: postgres.Sql) => Promise<unknown>) {
  for (let attempt = 1; ; attempt += 1) {
    const sql = postgres(url, { max: 1, prepare: false, onnotice: () => {} });
    try {
      return await work(sql);
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || !address) throw new Error("no port");
  return address.port;
}
