import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { decodeJwt } from "jose";
import { Agent, fetch as undiciFetch } from "undici";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { newTenant } from "#domain/testing/contexts.ts";
import { env } from "#platform/env.ts";
import { parseCidr } from "#platform/env-values.ts";
import { createFrontServer } from "#transports/http/front-server.ts";
import { subjectMatches } from "./certificates.ts";
import { newCertificate, type TestCertificate } from "./test-certificates.ts";
import { fetchHere, handlers, newClient, withOpenIdProvider } from "./test-relying-party.ts";

withDatabase();
withOpenIdProvider();

const ca = newCertificate("Test CA", { isCa: true });
const own = newCertificate("localhost", { issuer: ca });
const server = createFrontServer(handlers, {
  cert: own.cert,
  key: own.key,
  ca: ca.cert,
  requestCert: true,
  rejectUnauthorized: false,
  minVersion: "TLSv1.2",
});
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Asks over TLS, showing a certificate when given. */
async function ask(
  path: string,
  shown: TestCertificate | null,
  init: { headers?: Record<string, string>; fields?: Record<string, string> },
) {
  const { port } = server.address() as AddressInfo;
  const dispatcher = new Agent({
    connect: { ca: ca.cert, ...(shown && { cert: shown.cert, key: shown.key }) },
  });
  onTestFinished(() => dispatcher.close());
  const response = await undiciFetch(`https://localhost:${port}${path}`, {
    dispatcher,
    ...(init.headers && { headers: init.headers }),
    ...(init.fields && { method: "POST", body: new URLSearchParams(init.fields).toString() }),
    ...(init.fields && {
      headers: { "content-type": "application/x-www-form-urlencoded", ...init.headers },
    }),
  });
  const body = await response.json().catch(() => ({}));
  return { status: response.status, body: body as Record<string, unknown> };
}

const clientToken = (clientId: string, shown: TestCertificate | null) =>
  ask("/oauth2/token", shown, {
    fields: { grant_type: "client_credentials", client_id: clientId },
  });

test("a client proves itself by a certificate of our CA, and its token is bound to it", async () => {
  const { id } = await newTenant();
  const { client } = await newClient(id, {
    grantTypes: ["client_credentials"],
    authMethod: "tls_client_auth",
    tlsSubjectDn: "CN=billing,O=Example",
    certificateBound: true,
  });
  const good = newCertificate("billing", { issuer: ca });
  const { status, body } = await clientToken(client.clientId, good);
  expect(status).toBe(200);
  const { raw } = new X509Certificate(good.cert);
  const { hash } = await import("node:crypto");
  expect(decodeJwt(String(body["access_token"]))["cnf"]).toEqual({
    "x5t#S256": hash("sha256", raw, "base64url"),
  });
  const foreignCa = newCertificate("Another CA", { isCa: true });
  for (const [name, shown] of Object.entries({
    none: null,
    "another subject": newCertificate("other", { issuer: ca }),
    "the same subject from another CA": newCertificate("billing", { issuer: foreignCa }),
    "the same subject, self-signed": newCertificate("billing"),
  })) {
    expect([name, (await clientToken(client.clientId, shown)).status]).toEqual([name, 401]);
  }
});

test("a self-signed certificate counts when it is the registered one", async () => {
  const { id } = await newTenant();
  const mine = newCertificate("self");
  const certificate = new X509Certificate(mine.cert);
  const { client } = await newClient(id, {
    grantTypes: ["client_credentials"],
    authMethod: "self_signed_tls_client_auth",
    jwks: {
      keys: [
        {
          ...certificate.publicKey.export({ format: "jwk" }),
          x5c: [certificate.raw.toString("base64")],
        },
      ],
    },
  });
  expect((await clientToken(client.clientId, mine)).status).toBe(200);
  expect((await clientToken(client.clientId, newCertificate("self"))).status).toBe(401);
});

test("a certificate in a header counts from a trusted proxy alone", async () => {
  const { id } = await newTenant();
  const mine = newCertificate("self");
  const certificate = new X509Certificate(mine.cert);
  const { client } = await newClient(id, {
    grantTypes: ["client_credentials"],
    authMethod: "self_signed_tls_client_auth",
    jwks: {
      keys: [
        {
          ...certificate.publicKey.export({ format: "jwk" }),
          x5c: [certificate.raw.toString("base64")],
        },
      ],
    },
  });
  const viaProxy = async () => {
    const response = await fetchHere(`${env.BASE_URL}/oauth2/token`, {
      method: "POST",
      headers: { "client-cert": `:${certificate.raw.toString("base64")}:` },
      body: new URLSearchParams({ grant_type: "client_credentials", client_id: client.clientId }),
    });
    return response.status;
  };
  expect(await viaProxy()).toBe(401);
  const loopback = parseCidr("127.0.0.0/8");
  if (!loopback) throw new Error("no such network");
  const before = env.TRUSTED_PROXIES;
  env.TRUSTED_PROXIES = [loopback];
  onTestFinished(() => {
    env.TRUSTED_PROXIES = before;
  });
  expect(await viaProxy()).toBe(200);
});

test("a subject is compared part by part, in either order", () => {
  const certificate = new X509Certificate(newCertificate("billing", { issuer: ca }).cert);
  for (const text of ["CN=billing,O=Example", "O=Example, CN=billing"]) {
    expect(subjectMatches(certificate, text)).toBe(true);
  }
  for (const text of ["CN=billing", "CN=billing,O=Example,O=Example", "CN=billin,O=Example", ""]) {
    expect(subjectMatches(certificate, text)).toBe(false);
  }
});
