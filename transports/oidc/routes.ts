/** Where every endpoint stands, as the contract says. */
export const routes = {
  authorization: "/oauth2/auth",
  token: "/oauth2/token",
  userinfo: "/oauth2/userinfo",
  introspection: "/oauth2/introspect",
  revocation: "/oauth2/revoke",
  end_session: "/oauth2/logout",
  device_authorization: "/oauth2/device",
  pushed_authorization_request: "/oauth2/par",
  jwks: "/.well-known/jwks.json",
  /** Behind the page at /oauth2/device: a POST there is the device's own (RFC 8628 section 3.1). */
  code_verification: "/oauth2/device/verify",
} as const;

export const INTERACTION_PATH = "/oauth2/interaction/";

/**
 * What programs call, from wherever they run: they show what they have in the request itself. No
 * cookie is read here, so a request that another site sends can borrow nothing.
 */
const calledByPrograms: ReadonlySet<string> = new Set([
  routes.token,
  routes.userinfo,
  routes.introspection,
  routes.revocation,
  routes.device_authorization,
  routes.pushed_authorization_request,
]);

const documents: ReadonlySet<string> = new Set([
  routes.jwks,
  "/.well-known/openid-configuration",
  "/.well-known/oauth-authorization-server",
]);

/** Whether a path is the OpenID Provider's. */
export function isOpenId(path: string): boolean {
  return path.startsWith("/oauth2/") || documents.has(path);
}

/** Whether a request is a program's, for which neither its origin nor a cookie means anything. */
export function isForPrograms(method: string, path: string): boolean {
  if (documents.has(path)) return true;
  // A person opens the device page; a device posts there.
  return calledByPrograms.has(path) && !(path === routes.device_authorization && method === "GET");
}
