import { customFetch, type NextAuthConfig } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import type { OIDCConfig } from "next-auth/providers";
import { redirectUriOf } from "#domain/identity-providers/redirect-uri.ts";
import { env } from "#platform/env.ts";
import type { Attempt } from "./attempt.ts";
import { checkCookies } from "./flow-cookies.ts";
import { providerRequests } from "./provider-requests.ts";

export const AUTH_JS_PATH = "/api/auth";

/** What a provider handed over; `idToken` is its claims, validated. */
export type Tokens = { idToken: unknown; accessToken: unknown };

/** Lets the person in whom the tokens describe, or throws. Out: the session that it made. */
export type LetIn = (tokens: Tokens) => Promise<{ cookie: { value: string } }>;

/** Auth.js for one attempt: one provider with one tenant's credentials, and nothing else. */
export function authJsConfig(attempt: Attempt, letIn: LetIn): NextAuthConfig {
  const session = { token: "" };
  return {
    basePath: AUTH_JS_PATH,
    trustHost: true,
    secret: attempt.secret,
    // Empty rather than unset: Auth.js would read the environment for it.
    redirectProxyUrl: "",
    useSecureCookies: env.isHttps,
    cookies: checkCookies(),
    providers: [providerConfig(attempt)],
    session: { strategy: "database" },
    adapter: adapterOver(session),
    callbacks: {
      signIn: async ({ profile, account }) => {
        const tokens = { idToken: profile, accessToken: account?.access_token };
        session.token = (await letIn(tokens)).cookie.value;
        return true;
      },
    },
    logger: {
      error: (error) => {
        attempt.failure ??= error;
      },
      warn: () => {},
      debug: () => {},
    },
  };
}

function providerConfig(attempt: Attempt): OIDCConfig<Record<string, unknown>> {
  const { client, resolution, provider } = attempt;
  const { loginHint, prompt, maxAgeSeconds } = resolution;
  return {
    id: attempt.kind,
    name: client.name,
    type: "oidc",
    issuer: client.issuer,
    clientId: client.clientId,
    clientSecret: client.clientSecrets[0]?.reveal() ?? "",
    checks: ["pkce", "state", "nonce"],
    client: {
      token_endpoint_auth_method: provider.document.authentication,
      // Makes `auth_time` required, and compared (OpenID Connect Core section 3.1.2.1).
      ...(maxAgeSeconds !== undefined && { default_max_age: maxAgeSeconds }),
    },
    authorization: {
      params: {
        scope: "openid profile email",
        // Under BASE_URL, whatever address of its own Auth.js finds in the environment.
        redirect_uri: redirectUriOf(attempt.kind),
        login_hint: loginHint,
        ...(prompt !== undefined && { prompt }),
        ...(maxAgeSeconds !== undefined && { max_age: String(maxAgeSeconds) }),
      },
    },
    profile: (claims) => ({ id: String(claims["sub"]) }),
    account: () => ({}),
    [customFetch]: providerRequests(attempt),
  };
}

/**
 * Auth.js's view of our people and sessions: there is one person, once our own rules let them in,
 * with the session that these made. Everything by which Auth.js would find, create or link accounts
 * itself is refused.
 */
function adapterOver(session: { readonly token: string }): Adapter {
  const refuse = () => {
    throw new TypeError("Auth.js may not manage accounts");
  };
  return {
    getUserByAccount: async () =>
      session.token ? { id: "signed-in", email: "", emailVerified: null } : null,
    createSession: async ({ userId, expires }) => ({
      userId,
      expires,
      sessionToken: session.token,
    }),
    getSessionAndUser: async () => null,
    getUser: refuse,
    getUserByEmail: refuse,
    createUser: refuse,
    updateUser: refuse,
    linkAccount: refuse,
    updateSession: refuse,
    deleteSession: refuse,
  };
}
