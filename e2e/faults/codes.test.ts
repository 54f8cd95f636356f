import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Installation, record } from "#e2e/support/installation.ts";
import { newTenant } from "#e2e/support/new-tenant.ts";
import { type RelyingParty, startRelyingParty } from "#e2e/support/relying-party.ts";
import { signInByPassword, startFaultInstallation } from "./visitor.ts";

let installation: Installation;
let app: RelyingParty;
let session = "";

beforeAll(async () => {
  installation = await startFaultInstallation();
  const { slug, person } = await newTenant(installation, { providers: [] });
  app = await startRelyingParty(installation, slug);
  session = (await signInByPassword(installation.product.baseUrl, person)).session ?? "";
}, 120_000);

afterAll(async () => {
  app.stop();
  await installation.stop();
});

/** An unused code, as the fields of its exchange. */
async function newCode(): Promise<Record<string, string>> {
  const { address, checks } = await app.begin();
  const response = await fetch(address, { redirect: "manual", headers: { cookie: session } });
  const location = new URL(response.headers.get("location") ?? "about:blank");
  const code = location.searchParams.get("code");
  if (code === null) throw new Error(`no code: ${location}`);
  const { pkceCodeVerifier: code_verifier } = checks;
  const redirect_uri = app.callback;
  return { grant_type: "authorization_code", code, redirect_uri, code_verifier };
}

/** A hundred exchanges of it at once: their answers, but for those that were cut off. */
async function exchange(fields: Record<string, string>): Promise<Record<string, unknown>[]> {
  const { clientId: client_id, clientSecret } = app;
  const body = { ...fields, client_id, client_secret: clientSecret ?? "" };
  const answers = await Promise.allSettled(
    Array.from({ length: 100 }, async () => {
      const response = await fetch(`${installation.product.baseUrl}/oauth2/token`, {
        method: "POST",
        body: new URLSearchParams(body),
      });
      return record(await response.json());
    }),
  );
  return answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
}

const tokensIn = (answers: readonly Record<string, unknown>[]) =>
  answers.filter((answer) => typeof answer["access_token"] === "string").length;

test("of a hundred exchanges of one code, and a hundred more after kill -9, one at most gets a token", {
  timeout: 120_000,
}, async () => {
  for (const pauseMs of [0, 20, 60, 150]) {
    const code = await newCode();
    const first = exchange(code);
    await sleep(pauseMs);
    await installation.product.kill("SIGKILL");
    const before = tokensIn(await first);
    await installation.restart();
    const after = tokensIn(await exchange(code));
    expect(before + after).toBeLessThanOrEqual(1);
  }
});

test("without a kill exactly one does, and a code from before a kill is as good as any", {
  timeout: 60_000,
}, async () => {
  expect(tokensIn(await exchange(await newCode()))).toBe(1);
  const code = await newCode();
  await installation.product.kill("SIGKILL");
  await installation.restart();
  expect(tokensIn(await exchange(code))).toBe(1);
});
