import { z } from "zod";
import { commandLineClient } from "#domain/command-line/client.ts";
import { env } from "#platform/env.ts";
import { isLoopbackHost } from "#platform/env-values.ts";
import { CommandError, ConfigurationError } from "#transports/cli/failure.ts";
import { request } from "#transports/cli/request.ts";
import type { KeptLogin } from "./kept-login.ts";

const TIMEOUT_MS = 30_000;

const refusal = z.looseObject({ error: z.string(), error_description: z.string().default("") });

const tokenAnswer = z.looseObject({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
});

/** The OpenID Provider refused, by a code of RFC 6749 or RFC 8628. */
export class ProviderRefusal extends CommandError {
  readonly code: string;

  constructor(code: string, description: string) {
    super(`The sign-in failed: ${description || code}`);
    this.code = code;
  }
}

/**
 * The issuer at GATEHOUSE_URL. Throws `ConfigurationError` when it calls itself otherwise, which its
 * tokens would not fit, or when tokens would travel in the clear.
 */
export async function findIssuer(): Promise<string> {
  const url = new URL(env.GATEHOUSE_URL);
  if (url.protocol !== "https:" && !isLoopbackHost(url.hostname)) {
    throw new ConfigurationError(
      `${url.origin} is not https: a login would travel in the clear. Set GATEHOUSE_URL to the https address.`,
    );
  }
  const response = await request(new URL("/.well-known/openid-configuration", url), {}, TIMEOUT_MS);
  const found = z.looseObject({ issuer: z.string() }).safeParse(await bodyOf(response));
  if (!response.ok || !found.success) {
    throw new CommandError(`${url.origin} answered ${response.status}. Is it Gatehouse?`);
  }
  const { issuer } = found.data;
  if (issuer !== url.origin) {
    throw new ConfigurationError(
      `The server at ${url.origin} calls itself ${issuer}. Set GATEHOUSE_URL=${issuer}.`,
    );
  }
  return issuer;
}

/** Posts a form to the OpenID Provider as the command line. Throws `ProviderRefusal`, `CommandError`. */
export async function askProvider(
  issuer: string,
  path: "token" | "device" | "revoke",
  fields: Readonly<Record<string, string>>,
): Promise<unknown> {
  const form = { client_id: commandLineClient.clientId, ...fields };
  const url = new URL(`/oauth2/${path}`, issuer);
  const init = { method: "POST", body: new URLSearchParams(form) };
  const response = await request(url, init, TIMEOUT_MS);
  const body = await bodyOf(response);
  if (response.ok) return body;
  const refused = refusal.safeParse(body).data;
  if (!refused || response.status >= 500) {
    throw new CommandError(`${url.origin} answered ${response.status}. Try again.`);
  }
  throw new ProviderRefusal(refused.error, refused.error_description);
}

/** Tokens for a code or a refresh token, as they are kept. */
export async function askTokens(
  issuer: string,
  fields: Readonly<Record<string, string>>,
): Promise<KeptLogin> {
  const askedAt = Date.now();
  const answer = tokenAnswer.parse(
    await askProvider(issuer, "token", { ...fields, resource: `${issuer}/v1` }),
  );
  return {
    issuer,
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresAt: askedAt + answer.expires_in * 1000,
  };
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
