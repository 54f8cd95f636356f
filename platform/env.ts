import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import {
  decodeKey,
  isDnsServer,
  isIssuer,
  isLoopbackHost,
  isOrigin,
  parseCidr,
  protocolOf,
} from "./env-values.ts";
import { Secret } from "./secret.ts";
import { lazySingleton } from "./singleton.ts";

const secretNames = [
  "DATABASE_URL",
  "DATABASE_MIGRATION_URL",
  "REDIS_URL",
  "SMTP_URL",
  "ENCRYPTION_KEY",
  "AUTH_SECRET",
  "GOOGLE_OAUTH_CLIENT_SECRET",
  "MICROSOFT_OAUTH_CLIENT_SECRET",
  "GATEHOUSE_TOKEN",
] as const;

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number")
  .transform(Number)
  .refine((n) => n <= 65_535, "must be a port number, at most 65535");
const onOff = z.enum(["on", "off"], "must be on or off").transform((v) => v === "on");
const list = z.string().transform((v) => v.split(",").flatMap((part) => part.trim() || []));
const urlOf = (schemes: readonly string[]) =>
  z
    .string()
    .refine((v) => schemes.includes(protocolOf(v)), `must be a URL of ${schemes.join(" or ")}`);
const key = z
  .string()
  .refine((v) => decodeKey(v) !== null, "must be 32 bytes in base64 (openssl rand -base64 32)");
const secret = z.string().transform(Secret.of);
const clientId = z
  .string()
  .max(512)
  .regex(/^[\x21-\x7e]+$/, "must be printable ASCII without spaces");
const issuer = z
  .string()
  .refine(
    isIssuer,
    "must be an https URL without query or fragment; http only for a loopback host",
  );

const variables = z.object({
  // Node's own convention, not our contract: whatever else it says means production.
  NODE_ENV: z.enum(["development", "production", "test"]).catch("production"),
  PORT: port.default(3000),
  HOST: z.string().default("127.0.0.1"),
  BASE_URL: z
    .string()
    .refine(isOrigin, "must be an http or https address without path, query or credentials")
    .optional(),
  MANAGEMENT_PORT: port.default(9000),
  GRPC_PORT: port.default(9090),
  DATABASE_URL: urlOf(["postgres:", "postgresql:"]).pipe(secret).optional(),
  DATABASE_MIGRATION_URL: urlOf(["postgres:", "postgresql:"]).pipe(secret).optional(),
  DATA_DIR: z
    .string()
    .default(".data")
    .transform((v) => resolve(v)),
  /** PEM files: with them PORT speaks TLS itself, and a CA's clients may show certificates. */
  TLS_CERT_FILE: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
  TLS_CLIENT_CA_FILE: z.string().optional(),
  REDIS_URL: urlOf(["redis:", "rediss:"]).pipe(secret).optional(),
  ENCRYPTION_KEY: z
    .string()
    .refine((v) => v.split(",").every((part) => decodeKey(part) !== null), {
      error: "must be 32 bytes in base64, several keys separated by commas",
    })
    .pipe(secret)
    .optional(),
  AUTH_SECRET: key.pipe(secret).optional(),
  SMTP_URL: urlOf(["smtp:", "smtps:"]).pipe(secret).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\p{Cc}@]*[^\p{Cc}\s@<]@[^\p{Cc}\s@]+$/u, "must be one address, or Name <address>")
    .optional(),
  TRUSTED_PROXIES: list
    .transform((parts, ctx) =>
      parts.flatMap((part) => {
        const cidr = parseCidr(part);
        if (!cidr) ctx.addIssue({ code: "custom", message: "must be addresses or CIDRs" });
        return cidr ? [cidr] : [];
      }),
    )
    .default([]),
  GOOGLE_OAUTH_CLIENT_ID: clientId.optional(),
  GOOGLE_OAUTH_CLIENT_SECRET: secret.optional(),
  GOOGLE_OAUTH_ISSUER: issuer.default("https://accounts.google.com"),
  MICROSOFT_OAUTH_CLIENT_ID: clientId.optional(),
  MICROSOFT_OAUTH_CLIENT_SECRET: secret.optional(),
  MICROSOFT_OAUTH_ISSUER: issuer.default("https://login.microsoftonline.com/organizations/v2.0"),
  APP_FALLBACK: onOff.default(true),
  PRIVATE_UPSTREAMS: onOff.optional(),
  DNS_SERVERS: list
    .refine((parts) => parts.every(isDnsServer), "must be ip[:port],...")
    .default([]),
  DISCOVERY_TTL_SECONDS: z
    .string()
    .regex(/^\d{1,5}$/, "must be a number of seconds")
    .transform(Number)
    .refine((n) => n >= 1 && n <= 86_400, "must be between 1 and 86400 seconds")
    .default(300),
  /** Where the command line finds the server, and the credential that it shows there. */
  GATEHOUSE_URL: z
    .string()
    .refine(isOrigin, "must be an http or https address without path, query or credentials")
    .default("http://localhost:3000"),
  GATEHOUSE_TOKEN: secret.optional(),
  /** The desktop's own conventions: where a person's settings are, and whether a browser can be opened. */
  XDG_CONFIG_HOME: z.string().optional(),
  BROWSER: z.string().optional(),
  DISPLAY: z.string().optional(),
  WAYLAND_DISPLAY: z.string().optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

type Variables = z.infer<typeof variables>;

/** Every variable of the contract, parsed; what carries a secret is a `Secret`. */
export type Env = Omit<Variables, "BASE_URL" | "MAIL_FROM" | "PRIVATE_UPSTREAMS"> & {
  /** The public origin, without a trailing slash. */
  BASE_URL: string;
  MAIL_FROM: string;
  PRIVATE_UPSTREAMS: boolean;
  baseUrl: URL;
  isHttps: boolean;
  cookiePrefix: "__Host-" | "";
  /** No DATABASE_URL: PostgreSQL is ours, and keys are generated. */
  embedded: boolean;
};

type Source = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with the environment; messages name variables and rules, never values. */
export class EnvProblems extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The environment is not usable:\n${problems.map((p) => `  - ${p}`).join("\n")}`);
    this.name = "EnvProblems";
    this.problems = problems;
  }
}

/**
 * The environment as `Env`, from `source` and the files that its `NAME_FILE` variables point to. An empty
 * variable counts as unset. Throws `EnvProblems` with every problem at once.
 */
export function parseEnv(source: Source): Env {
  const problems: string[] = [];
  const values = withSecretFiles(source, problems);
  problems.push(...problemsBetween(values));
  const parsed = variables.safeParse(values);
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((i) => `${i.path.join(".")}: ${i.message}`));
  }
  if (!parsed.success || problems.length > 0) throw new EnvProblems([...new Set(problems)]);
  const v = parsed.data;
  const baseUrl = new URL(v.BASE_URL ?? `http://localhost:${v.PORT}`);
  const isHttps = baseUrl.protocol === "https:";
  return {
    ...v,
    BASE_URL: baseUrl.origin,
    MAIL_FROM: v.MAIL_FROM ?? `Gatehouse <no-reply@${baseUrl.hostname}>`,
    PRIVATE_UPSTREAMS: v.PRIVATE_UPSTREAMS ?? isLoopbackHost(baseUrl.hostname),
    baseUrl,
    isHttps,
    cookiePrefix: isHttps ? "__Host-" : "",
    embedded: v.DATABASE_URL === undefined,
  };
}

/** The process's environment, parsed at the first read of a property; a bad one ends the process with 78. */
export const env: Env = lazySingleton("env", () => {
  // `next build` imports every module: nothing may be required of the machine that only builds.
  if (isBuilding()) return parseEnv({ NODE_ENV: "production" });
  try {
    return parseEnv(process.env);
  } catch (error) {
    if (!(error instanceof EnvProblems)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78);
  }
});

/** Whether this process is `next build`, which must neither need nor create keys. */
export function isBuilding(): boolean {
  return process.env["NEXT_PHASE"] === "phase-production-build";
}

function withSecretFiles(source: Source, problems: string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) if (value) values[name] = value;
  for (const name of secretNames) {
    const path = values[`${name}_FILE`];
    if (path === undefined) continue;
    if (values[name] !== undefined) {
      problems.push(`${name}: is given together with ${name}_FILE; give one of them`);
      continue;
    }
    try {
      const text = readFileSync(path, "utf8").trim();
      if (text) values[name] = text;
      else problems.push(`${name}_FILE: the file is empty`);
    } catch {
      problems.push(`${name}_FILE: the file cannot be read`);
    }
  }
  return values;
}

function problemsBetween(values: Record<string, string>): string[] {
  const problems: string[] = [];
  const has = (name: string) => values[name] !== undefined || values[`${name}_FILE`] !== undefined;
  if (has("DATABASE_URL")) {
    for (const name of ["ENCRYPTION_KEY", "AUTH_SECRET"]) {
      if (!has(name)) problems.push(`${name}: is required with DATABASE_URL`);
    }
  } else if (has("DATABASE_MIGRATION_URL")) {
    problems.push("DATABASE_MIGRATION_URL: needs DATABASE_URL");
  }
  for (const vendor of ["GOOGLE", "MICROSOFT"]) {
    const [id, secretName] = [`${vendor}_OAUTH_CLIENT_ID`, `${vendor}_OAUTH_CLIENT_SECRET`];
    if (has(id) && !has(secretName)) problems.push(`${secretName}: is missing beside ${id}`);
    if (has(secretName) && !has(id)) problems.push(`${id}: is missing beside ${secretName}`);
  }
  for (const name of ["TLS_CERT_FILE", "TLS_KEY_FILE", "TLS_CLIENT_CA_FILE"]) {
    const path = values[name];
    if (path !== undefined && !isReadable(path)) problems.push(`${name}: the file cannot be read`);
  }
  if (has("TLS_CERT_FILE") !== has("TLS_KEY_FILE")) {
    problems.push("TLS_CERT_FILE, TLS_KEY_FILE: go together; give both or none");
  }
  if (has("TLS_CERT_FILE") && protocolOf(values["BASE_URL"] ?? "") !== "https:") {
    problems.push("BASE_URL: must be an https address when TLS_CERT_FILE is given");
  }
  const ports = [
    values["PORT"] ?? "3000",
    values["MANAGEMENT_PORT"] ?? "9000",
    values["GRPC_PORT"] ?? "9090",
  ].filter((p) => p !== "0");
  if (new Set(ports).size < ports.length) {
    problems.push("PORT, MANAGEMENT_PORT, GRPC_PORT: must differ from one another");
  }
  return problems;
}

function isReadable(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}
