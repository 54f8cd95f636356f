import type { Secret } from "#platform/secret.ts";
import type { AuthenticationMethod } from "./provider-document.ts";
import type { UpstreamClient } from "./upstream-client.ts";

/**
 * A token request as `client` sends it with one of its secrets (RFC 6749 section 2.3.1). In: the
 * grant's own parameters.
 */
export function tokenRequest(
  method: AuthenticationMethod,
  client: Pick<UpstreamClient, "clientId">,
  secret: Secret,
  parameters: URLSearchParams,
): { method: "POST"; headers: Record<string, string>; body: string } {
  const body = new URLSearchParams(parameters);
  const headers: Record<string, string> = {
    accept: "application/json",
    "content-type": "application/x-www-form-urlencoded",
  };
  body.delete("client_id");
  body.delete("client_secret");
  if (method === "client_secret_post") {
    body.set("client_id", client.clientId);
    body.set("client_secret", secret.reveal());
  } else {
    const pair = `${formEncode(client.clientId)}:${formEncode(secret.reveal())}`;
    headers["authorization"] = `Basic ${Buffer.from(pair).toString("base64")}`;
  }
  return { method: "POST", headers, body: body.toString() };
}

/** The `error` of a token endpoint's answer, RFC 6749 section 5.2; null for a success. */
export async function tokenError(
  response: Response,
): Promise<{ code: string; description: string } | null> {
  if (response.ok) return null;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return {
    code: textOf(body, "error") ?? `status ${response.status}`,
    description: textOf(body, "error_description") ?? "",
  };
}

/**
 * What a provider said, fit for a message: short, one line, and without the client's secrets should
 * it echo them.
 */
export function quotable(text: string, client: Pick<UpstreamClient, "clientSecrets">): string {
  const clean = client.clientSecrets.reduce(
    (rest, secret) => rest.replaceAll(secret.reveal(), "[secret]"),
    text,
  );
  return clean
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, 200);
}

/** application/x-www-form-urlencoded, as RFC 6749 section 2.3.1 wants both halves. */
function formEncode(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}

function textOf(body: unknown, name: string): string | null {
  const value: unknown = typeof body === "object" && body !== null ? Reflect.get(body, name) : null;
  return typeof value === "string" ? value : null;
}
