import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer as createProbe } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { apiResource, commandLineClient } from "#domain/command-line/client.ts";
import { env } from "#platform/env.ts";
import { startProcessWith } from "#platform/test-process.ts";
import { isApi } from "#transports/http/api-paths.ts";
import { apiHandler, createApi } from "#transports/http/app.ts";
import { createFrontServer } from "#transports/http/front-server.ts";
import { type Browser, fetchHere, handlers } from "#transports/oidc/test-relying-party.ts";
import type { KeptLogin } from "./kept-login.ts";

const program = fileURLToPath(new URL("../../../entry/cli.ts", import.meta.url));

/**
 * For tests: a server at BASE_URL, on a port of this file's own, with REST and the OpenID Provider. To
 * be awaited before anything else of the file.
 */
export async function withServer() {
  const probe = createProbe().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await new Promise((resolve) => probe.close(resolve));
  startProcessWith({ BASE_URL: `http://127.0.0.1:${port}` });
  const server = createFrontServer({ ...handlers, api: apiHandler(createApi()), isApi });
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  const start = async () => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  beforeAll(start);
  afterAll(stop);
  return { start, stop };
}

/** A person's computer: a home folder of its own, in which commands run without a terminal. */
export async function newComputer() {
  const home = await mkdtemp(join(tmpdir(), "gatehouse-cli-"));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const start = (words: string, more: Record<string, string> = {}): Running => {
    const child = spawn(process.execPath, [program, ...words.split(" ")], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { HOME: home, GATEHOUSE_URL: env.BASE_URL, NODE_ENV: "production", ...more },
    });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    let told = "";
    child.stderr.setEncoding("utf8").on("data", (piece: string) => {
      told += piece;
    });
    const done = Promise.all([once(child, "close"), text(child.stdout)]).then(([[code], out]) => ({
      code: Number(code),
      out,
      error: told,
    }));
    return { child, done, told: () => told };
  };
  const run = async (words: string, more?: Record<string, string>) => await start(words, more).done;
  const folder = join(home, ".config", "gatehouse");
  const file = join(folder, `${env.BASE_URL.replaceAll(/[^a-z0-9.-]+/g, "_")}.json`);
  return { start, run, folder, file };
}

export type Running = {
  child: ChildProcess;
  done: Promise<{ code: number; out: string; error: string }>;
  /** What it has told the person so far. */
  told: () => string;
};

/** The first match of what a running command tells the person. */
export async function toldBy(running: Running, pattern: RegExp): Promise<string> {
  for (let tries = 0; tries < 600; tries += 1) {
    const [, found] = pattern.exec(running.told()) ?? [];
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`it told only: ${running.told()}`);
}

/** A person agrees, in their browser, to what a command asks at `address`. Out: where it comes back to. */
export async function agree(browser: Browser, address: string, answer = "allow"): Promise<URL> {
  const { text: page } = await browser.follow(address);
  const [, action] = /action="(\/oauth2\/interaction\/[^"]+)"/.exec(page) ?? [];
  if (action === undefined) throw new Error(`nobody was asked: ${page}`);
  const { address: back } = await browser.post(action, { answer });
  if (!back) throw new Error("the browser did not come back");
  return back;
}

/** Signs a person in by the command line, who sits before `browser`. */
export async function logIn(
  computer: Awaited<ReturnType<typeof newComputer>>,
  browser: Browser,
): Promise<KeptLogin> {
  const running = computer.start("login");
  const back = await agree(browser, await toldBy(running, LINK));
  await fetch(back);
  const { code, error } = await running.done;
  if (code !== 0) throw new Error(error);
  return JSON.parse(await readFile(computer.file, "utf8"));
}

/** The link that `gatehouse login` prints. */
export const LINK = /(http\S+\/oauth2\/auth\?\S+)/;

/** Whether REST takes a bearer token, by the status of its answer. */
export async function statusOf(token: string, path = "/v1/whoami"): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${env.BASE_URL}${path}`, { headers })).status;
}

type AskOptions = { headers?: Record<string, string>; resource?: string | null };

/** Tokens of the command line without it, as a program would get them that does as it does. */
export async function askAsCommandLine(
  browser: Browser,
  { headers = {}, resource = apiResource() }: AskOptions = {},
) {
  const { clientId, redirectUri: redirect_uri, scopes } = commandLineClient;
  const verifier = "v".repeat(43);
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: "code",
    redirect_uri,
    scope: scopes.join(" "),
    resource: apiResource(),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const back = await agree(browser, `/oauth2/auth?${query}`);
  const response = await fetchHere(`${env.BASE_URL}/oauth2/token`, {
    method: "POST",
    headers,
    body: new URLSearchParams({
      client_id: clientId,
      grant_type: "authorization_code",
      code: back.searchParams.get("code") ?? "",
      redirect_uri,
      code_verifier: verifier,
      ...(resource !== null && { resource }),
    }),
  });
  const body: Record<string, unknown> = await response.json();
  return { status: response.status, body, token: String(body["access_token"]) };
}
