import {
  finishUpstreamSignIn,
  type SignInRules,
  startUpstreamSignIn,
} from "#app/_lib/upstream-auth.ts";
import type { Upstream, UpstreamOptions } from "#demo/upstream/types.ts";
import { startUpstream } from "#demo/upstream.ts";
import type { ProviderKind } from "#domain/identity-providers/kinds.ts";
import type { UpstreamClient } from "#domain/identity-providers/upstream-client.ts";
import { Secret } from "#platform/secret.ts";
import { startTestBrowser } from "./test-browser.ts";

type Completion = Parameters<SignInRules["completeUpstreamSignIn"]>[0];
type Failure = Parameters<SignInRules["recordSignInFailure"]>[0];

const kinds = { google: "google", microsoft: "azure-ad", oidc: "oidc" } as const;

/** For tests: our handlers over clients in memory, with a record of whom they let in and why not. */
export function startTestSite() {
  const clients: UpstreamClient[] = [];
  const upstreams: Upstream[] = [];
  const completions: Completion[] = [];
  const failures: Failure[] = [];
  const site = { refuses: false };

  const rules: SignInRules = {
    upstreamClient: async ({ tenantId, providerId, kind }) =>
      clients.find(
        (client) =>
          client.tenantId === tenantId && client.providerId === providerId && client.kind === kind,
      ) ?? null,
    completeUpstreamSignIn: async (assertion) => {
      completions.push(assertion);
      if (site.refuses) return { kind: "refused" };
      const value = `session-of-${assertion.claims.subject}`;
      const cookie = { name: "gatehouse_session", value, maxAgeSeconds: 3600 };
      return { kind: "signed-in", cookie, returnTo: assertion.resolution.returnTo };
    },
    recordSignInFailure: async (failure) => {
      failures.push(failure);
    },
  };

  /** A real provider that knows the client `rp`, and the people given. */
  async function addUpstream(options: Partial<UpstreamOptions> = {}): Promise<Upstream> {
    const upstream = await startUpstream({
      flavour: "oidc",
      clients: [{ clientId: "rp", clientSecrets: ["secret"], redirectUris: [...redirectUris()] }],
      people: [{ email: "ada@acme.example", name: "Ada" }],
      autoSignIn: true,
      ...options,
    });
    upstreams.push(upstream);
    return upstream;
  }

  /** The client `rp` of the platform, unless told otherwise. */
  function addClient(upstream: Upstream, more: Partial<UpstreamClient> = {}): UpstreamClient {
    const client: UpstreamClient = {
      tenantId: null,
      providerId: null,
      kind: kinds[upstream.flavour],
      name: "A provider",
      issuer: upstream.issuer,
      clientId: "rp",
      clientSecrets: [Secret.of("secret")],
      directoryIds: [],
      trustEmail: false,
      ...more,
    };
    clients.push(client);
    return client;
  }

  function browser() {
    return startTestBrowser({
      signin: (request, kind) => startUpstreamSignIn(request, kind, rules),
      callback: (request, kind) => finishUpstreamSignIn(request, kind, rules),
    });
  }

  return {
    site,
    clients,
    completions,
    failures,
    addUpstream,
    addClient,
    browser,
    stop: () => Promise.all(upstreams.map((upstream) => upstream.stop())),
  };
}

/** What a provider has to know of us, for one origin. */
export function redirectUris(origin = "http://localhost:3000"): string[] {
  return Object.values(kinds).map((kind: ProviderKind) => `${origin}/api/auth/callback/${kind}`);
}

/** Where every failure ends, whatever it was. */
export const neutralEnd =
  "/auth/msp/signin?error=sign_in&request=the-request&callbackUrl=%2Ft%2Facme%3Ftab%3D1";
