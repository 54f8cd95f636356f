import { expect, test } from "vitest";
import { Secret } from "#platform/secret.ts";
import { quotable, tokenError, tokenRequest } from "./client-authentication.ts";

const client = { clientId: "id:with colon" };
const secret = Secret.of("p%ss+w rd&");

test("a Basic header carries both halves form-encoded, and the body neither", () => {
  const parameters = new URLSearchParams({ code: "c", client_id: "x", client_secret: "y" });
  const request = tokenRequest("client_secret_basic", client, secret, parameters);
  const [, encoded = ""] = (request.headers["authorization"] ?? "").split(" ");
  expect(Buffer.from(encoded, "base64").toString()).toBe("id%3Awith+colon:p%25ss%2Bw+rd%26");
  expect(request.body).toBe("code=c");
});

test("a body carries both as they are, and there is no header", () => {
  const parameters = new URLSearchParams({ code: "c" });
  const request = tokenRequest("client_secret_post", client, secret, parameters);
  expect(request.headers).not.toHaveProperty("authorization");
  expect(Object.fromEntries(new URLSearchParams(request.body))).toEqual({
    code: "c",
    client_id: client.clientId,
    client_secret: secret.reveal(),
  });
});

test("an error is read from JSON, or named by its status", async () => {
  const json = Response.json({ error: "invalid_client" }, { status: 401 });
  expect(await tokenError(json)).toEqual({ code: "invalid_client", description: "" });
  const html = new Response("<h1>Bad gateway</h1>", { status: 502 });
  expect(await tokenError(html)).toEqual({ code: "status 502", description: "" });
  expect(await tokenError(new Response("{}"))).toBeNull();
});

test("what a provider says is quoted short, on one line and without a secret that it echoes", () => {
  const said = `Bad secret canary-1!\r\nTry canary-2.${"x".repeat(500)}`;
  const clientSecrets = [Secret.of("canary-1"), Secret.of("canary-2")];
  const quoted = quotable(said, { clientSecrets });
  expect(quoted).toMatch(/^Bad secret \[secret\]! Try \[secret\]\.x+$/);
  expect(quoted.length).toBeLessThanOrEqual(200);
});
