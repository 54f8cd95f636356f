import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
// biome-ignore lint/style/noRestrictedImports: the reference is that library, without us
import Provider from "oidc-provider";

// oidc-provider as it comes, with its own in-memory adapter: one client with a secret, an RSA key.
// Usage: oidc-provider.ts FORMAT. It signs client-credentials tokens as RS256 JWTs (`jwt`), or keeps
// opaque ones in memory, the only kind that it introspects (`opaque`).
const accessTokenFormat = process.argv[2] === "jwt" ? "jwt" : "opaque";
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const provider = new Provider("http://localhost", {
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig" }] },
  clients: [
    {
      client_id: "bench",
      client_secret: "the secret of the benchmark's client",
      grant_types: ["client_credentials"],
      redirect_uris: [],
      response_types: [],
    },
  ],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => "urn:bench:service",
      getResourceServerInfo: () => ({
        scope: "read",
        audience: "bench",
        accessTokenTTL: 900,
        accessTokenFormat,
        jwt: { sign: { alg: "RS256" } },
      }),
    },
  },
  ttl: { ClientCredentials: 900 },
});

const server = createServer(provider.callback());
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening ${typeof address === "object" ? address?.port : address}`);
});
