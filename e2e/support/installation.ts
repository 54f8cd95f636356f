import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import type { Upstream, UpstreamOptions } from "#demo/upstream/types.ts";
import { startUpstream } from "#demo/upstream.ts";
import { type ApiInit, callApi } from "./api.ts";
import { type DnsServer, startDnsServer } from "./dns-server.ts";
import { freePort } from "./ports.ts";
import { type Product, startProduct } from "./product.ts";
import { type SmtpSink, startSmtpServer } from "./smtp-server.ts";

export type ProviderKind = "google" | "azure-ad" | "oidc";

export type Operator = { email: string; name: string; password: string };

/** The product with everything around it, all on loopback, and its first operator. */
export type Installation = {
  product: Product;
  dns: DnsServer;
  smtp: SmtpSink;
  upstreams: Record<ProviderKind, Upstream>;
  operator: Operator;
  /** May do everything over the API. */
  credential: string;
  /**
   * A request to the API as that credential.
   *
   * @returns the JSON of the answer
   * @throws Error with the problem document when the answer is not 2xx
   */
  rest(path: string, init?: ApiInit): Promise<unknown>;
  /** What the product was started with, beside its ports and folder. */
  env: Readonly<Record<string, string>>;
  /** Starts the product again, after it was killed, on the same folder and ports. */
  restart(): Promise<Product>;
  stop(): Promise<void>;
};

export type InstallationOptions = {
  operator: Operator;
  webPort?: number;
  env?: Readonly<Record<string, string>>;
  /** For each of the three stand-ins. */
  upstream?: Partial<UpstreamOptions>;
};

/** The redirect URI that the product sends to providers of this kind. */
export function callbackUri(baseUrl: string, kind: ProviderKind): string {
  return `${baseUrl}/api/auth/callback/${kind}`;
}

/** Starts the stand-ins, then the product with the first two as its app fallback, and sets it up. */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const ports = {
    web: options.webPort ?? (await freePort()),
    management: await freePort(),
    grpc: await freePort(),
  };
  const baseUrl = `http://localhost:${ports.web}`;
  const dns = await startDnsServer();
  const smtp = await startSmtpServer();
  const upstreams = {
    google: await startUpstream({ ...options.upstream, flavour: "google" }),
    "azure-ad": await startUpstream({ ...options.upstream, flavour: "microsoft" }),
    oidc: await startUpstream({ ...options.upstream, flavour: "oidc" }),
  };
  const stopServers = async () => {
    await Promise.all([dns, smtp, ...Object.values(upstreams)].map((server) => server.stop()));
  };
  const appClients = {
    google: registerClient(upstreams.google, callbackUri(baseUrl, "google"), "app-google"),
    microsoft: registerClient(
      upstreams["azure-ad"],
      callbackUri(baseUrl, "azure-ad"),
      "app-microsoft",
    ),
  };
  const env = {
    DNS_SERVERS: dns.address,
    SMTP_URL: smtp.url,
    PRIVATE_UPSTREAMS: "on",
    GOOGLE_OAUTH_ISSUER: upstreams.google.issuer,
    GOOGLE_OAUTH_CLIENT_ID: appClients.google.clientId,
    GOOGLE_OAUTH_CLIENT_SECRET: appClients.google.clientSecret,
    MICROSOFT_OAUTH_ISSUER: upstreams["azure-ad"].issuer,
    MICROSOFT_OAUTH_CLIENT_ID: appClients.microsoft.clientId,
    MICROSOFT_OAUTH_CLIENT_SECRET: appClients.microsoft.clientSecret,
    ...options.env,
  };
  try {
    let product = await startProduct({ ports, env });
    const { dataDir } = product;
    const restart = async () => {
      product = await startProduct({ ports, env, dataDir });
      return product;
    };
    const stop = async () => {
      await product.stop();
      await rm(dataDir, { recursive: true, force: true });
      await stopServers();
    };
    try {
      const credential = await setUp(product, options.operator);
      const rest = (path: string, init?: ApiInit) => send(product, credential, path, init);
      const { operator } = options;
      return {
        get product() {
          return product;
        },
        dns,
        smtp,
        upstreams,
        operator,
        credential,
        rest,
        env,
        restart,
        stop,
      };
    } catch (error) {
      await product.stop();
      throw error;
    }
  } catch (error) {
    await stopServers();
    throw error;
  }
}

/** Registers one more client with a secret of its own at a stand-in. */
export function registerClient(upstream: Upstream, redirectUri: string, name: string) {
  const clientId = `${name}-${randomBytes(6).toString("hex")}`;
  const clientSecret = randomBytes(24).toString("base64url");
  upstream.addClient({ clientId, clientSecrets: [clientSecret], redirectUris: [redirectUri] });
  return { clientId, clientSecret };
}

async function setUp(product: Product, operator: Operator): Promise<string> {
  const args = ["setup", "--email", operator.email, "--name", operator.name, "--password-stdin"];
  const answer = await product.cli([...args, "--json"], { stdin: operator.password });
  const { credential } = record(answer.json);
  if (answer.code !== 0 || typeof credential !== "string") {
    throw new Error(`gatehouse setup ended with ${answer.code}: ${answer.stderr}`);
  }
  return credential;
}

async function send(
  product: Product,
  token: string,
  path: string,
  init: ApiInit = {},
): Promise<unknown> {
  const answer = await callApi(new URL(path, product.baseUrl), { token, ...init });
  if (answer.status >= 200 && answer.status < 300) return answer.json;
  throw new Error(`${init.method ?? "GET"} ${path} answered ${answer.status}: ${answer.text}`);
}

/** A JSON object, or an empty one in place of anything else. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
