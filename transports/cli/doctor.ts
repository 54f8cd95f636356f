import type { Command } from "commander";
import { connection } from "#db/client.ts";
import { env } from "#platform/env.ts";
import { deriveKey, encryptionKeys } from "#platform/keys.ts";
import { answers } from "./command.ts";
import { CommandError } from "./failure.ts";
import { table } from "./output.ts";
import type { WithDatabase } from "./setup.ts";

type Finding = { check: string; ok: boolean; detail: string };

/** `gatehouse doctor`: what an operator would look at first. Exit 1 when something is wrong. */
export function addDoctorCommand(program: Command, withDatabase: WithDatabase): void {
  const command = program.command("doctor").description("check this installation");
  answers(command, async () => {
    const findings = [
      await find("environment", async () => `BASE_URL ${env.BASE_URL}`),
      await find("keys", checkKeys),
      ...(await databaseFindings(withDatabase)),
      await find("server", checkServer),
      await find("grpc", checkGrpc),
    ];
    if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
    const rows = findings.map((finding) => ({ ...finding, ok: finding.ok ? "ok" : "WRONG" }));
    const text = table(rows, { CHECK: "check", STATE: "ok", DETAIL: "detail" });
    return { value: { findings }, text };
  });
}

async function databaseFindings(withDatabase: WithDatabase): Promise<Finding[]> {
  try {
    return await withDatabase(async () => [
      await find("database", checkVersion),
      await find("audit log", checkAppendOnly),
    ]);
  } catch (error) {
    return [{ check: "database", ok: false, detail: messageOf(error) }];
  }
}

async function find(check: string, run: () => Promise<string>): Promise<Finding> {
  try {
    return { check, ok: true, detail: await run() };
  } catch (error) {
    return { check, ok: false, detail: messageOf(error) };
  }
}

async function checkKeys(): Promise<string> {
  deriveKey("doctor");
  const { length } = encryptionKeys();
  return `${length} encryption ${length === 1 ? "key" : "keys"}`;
}

async function checkVersion(): Promise<string> {
  const [row] = await connection().sql<
    { version: string }[]
  >`select current_setting('server_version') as version`;
  return `PostgreSQL ${row?.version}${env.embedded ? ", embedded" : ""}`;
}

async function checkAppendOnly(): Promise<string> {
  const [row] = await connection().sql<{ open: boolean }[]>`
    select has_table_privilege('public.audit_events', 'update, delete') as open`;
  if (!row?.open) return "append-only for the server's role";
  throw new CommandError(
    "The server's role may change audit events. Give DATABASE_MIGRATION_URL a role of its own.",
  );
}

async function checkServer(): Promise<string> {
  const url = `http://${env.HOST}:${env.MANAGEMENT_PORT}/readyz`;
  const response = await fetch(url, { signal: AbortSignal.timeout(3_000) }).catch(() => null);
  if (response === null)
    throw new CommandError(`It is not running, or not on this machine: ${url}`);
  if (response.ok) return "ready";
  throw new CommandError(`It is not ready: ${await response.text()}`);
}

async function checkGrpc(): Promise<string> {
  const { askGrpcHealth } = await import("./grpc-health.ts");
  const url = `http://${env.HOST}:${env.GRPC_PORT}`;
  const serving = await askGrpcHealth(url).catch(() => null);
  if (serving === null) throw new CommandError(`Nobody answers at ${url}, GRPC_PORT.`);
  if (serving) return "serving";
  throw new CommandError("The gRPC door does not serve: see what the server lacks.");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
