import { describe, expect, test } from "vitest";
import { readDocument } from "./provider-document.ts";

const issuer = "https://login.acme.example";
const good = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  id_token_signing_alg_values_supported: ["HS256", "none", "ES256", "RS256"],
  code_challenge_methods_supported: ["plain", "S256"],
};

function read(document: object, client: { issuer: string; kind: "oidc" | "azure-ad" }) {
  return readDocument(client, async () => Response.json(document));
}

const custom = { issuer, kind: "oidc" } as const;

describe("a discovery document", () => {
  test("yields only our own signing algorithms, whatever it declares", async () => {
    expect((await read(good, custom)).algorithms).toEqual(["RS256", "ES256"]);
  });

  test.each([
    ["another issuer", { issuer: "https://evil.example" }, /states the issuer/],
    ["an issuer with a slash more", { issuer: `${issuer}/` }, /states the issuer/],
    ["no token endpoint", { token_endpoint: undefined }, /lacks a usable token_endpoint/],
    ["a script for an endpoint", { authorization_endpoint: "javascript:alert(1)" }, /lacks/],
    ["no keys", { jwks_uri: undefined }, /lacks a usable jwks_uri/],
    ["HMAC alone", { id_token_signing_alg_values_supported: ["HS256"] }, /RS256 nor ES256/],
    ["plain PKCE alone", { code_challenge_methods_supported: ["plain"] }, /PKCE with S256/],
    ["no PKCE", { code_challenge_methods_supported: undefined }, /PKCE with S256/],
    [
      "no authentication by secret",
      { token_endpoint_auth_methods_supported: ["private_key_jwt"] },
      /no client authentication by secret/,
    ],
  ])("with %s is refused", async (_, change, why) => {
    await expect(read({ ...good, ...change }, custom)).rejects.toMatchObject({
      stage: "discovery",
      message: expect.stringMatching(why),
    });
  });

  test.each([
    [["client_secret_post", "client_secret_basic"], "client_secret_post"],
    [["client_secret_basic", "none"], "client_secret_basic"],
    [undefined, "client_secret_basic"],
  ])("that offers %j is answered with %s", async (offered, method) => {
    const document = { ...good, token_endpoint_auth_methods_supported: offered };
    expect((await read(document, custom)).authentication).toBe(method);
  });

  test("of Entra ID needs no word about PKCE, and has a placeholder for many directories", async () => {
    const entra = { ...good, code_challenge_methods_supported: undefined };
    const many = { kind: "azure-ad", issuer: `${issuer}/organizations/v2.0` } as const;
    const template = `${issuer}/{tenantid}/v2.0`;
    expect((await read({ ...entra, issuer: template }, many)).issuer).toBe(template);
    await expect(read({ ...entra, issuer: many.issuer }, many)).rejects.toThrow(
      /states the issuer/,
    );

    const one = { kind: "azure-ad", issuer: `${issuer}/11111111/v2.0` } as const;
    await expect(read({ ...entra, issuer: template }, one)).rejects.toThrow(/states the issuer/);
    const pretender = { kind: "oidc", issuer: many.issuer } as const;
    await expect(read({ ...good, issuer: template }, pretender)).rejects.toThrow(/the issuer/);
  });
});
