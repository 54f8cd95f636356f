import { type ProviderKind, providerKinds } from "#domain/identity-providers/kinds.ts";
import {
  RESOLUTION_COOKIE,
  RESOLUTION_PURPOSE,
  RESOLUTION_TTL_SECONDS,
  type Resolution,
} from "#domain/sign-in/resolution.ts";
import { signPayload } from "#platform/signed.ts";

type Jar = Map<string, string>;
type Handlers = Record<
  "signin" | "callback",
  (request: Request, kind: ProviderKind) => Promise<Response>
>;

const anyone: Omit<Resolution, "kind"> = {
  tenantId: null,
  providerId: null,
  domain: "acme.example",
  loginHint: "ada@acme.example",
  returnTo: "/t/acme?tab=1",
};

/** For tests: a browser in front of our two handlers and of real providers, with all its cookies. */
export function startTestBrowser(handlers: Handlers) {
  const cookies: Jar = new Map();
  const atOrigins = new Map<string, Jar>();

  /** Asks us, with cookies as they were at some point, and keeps nothing of the answer. */
  function ask(path: string, sent: Jar = cookies): Promise<Response> {
    const [, step, name] = /^\/api\/auth\/(signin|callback)\/([^/?]+)/.exec(path) ?? [];
    const kind = providerKinds.find((known) => known === name);
    if ((step !== "signin" && step !== "callback") || !kind) throw new Error(`Not ours: ${path}`);
    // Next states a host of its own in the addresses of requests.
    const address = `http://localhost:1${path}`;
    const headers = { cookie: headerOf(sent), "x-gatehouse-request-id": "the-request" };
    return handlers[step](new Request(address, { headers }), kind);
  }

  async function go(path: string): Promise<Response> {
    const response = await ask(path);
    keep(cookies, response);
    return response;
  }

  /** As resolve leaves the browser. */
  function resolve(resolution: Partial<Resolution> & { kind: ProviderKind }): void {
    const payload = { ...anyone, ...resolution };
    cookies.set(
      RESOLUTION_COOKIE,
      signPayload(RESOLUTION_PURPOSE, payload, RESOLUTION_TTL_SECONDS),
    );
  }

  /** Starts, and lets the provider answer. Out: the path of ours to which that answer goes. */
  async function visitProvider(kind: ProviderKind): Promise<string> {
    const started = await go(`/api/auth/signin/${kind}`);
    return follow(started.headers.get("location") ?? "");
  }

  async function follow(address: string): Promise<string> {
    const url = new URL(address);
    const jar: Jar = atOrigins.get(url.origin) ?? new Map();
    atOrigins.set(url.origin, jar);
    const response = await fetch(url, { redirect: "manual", headers: { cookie: headerOf(jar) } });
    keep(jar, response);
    const location = response.headers.get("location");
    if (location === null) throw new Error(`The provider shows: ${await response.text()}`);
    const next = new URL(location, url);
    return next.pathname.startsWith("/api/auth/")
      ? `${next.pathname}${next.search}`
      : follow(next.href);
  }

  /** The whole way; an error on the way in ends it there. */
  async function signIn(resolution: Partial<Resolution> & { kind: ProviderKind }) {
    resolve(resolution);
    const started = await go(`/api/auth/signin/${resolution.kind}`);
    const location = started.headers.get("location") ?? "";
    return location.startsWith("/") ? started : go(await follow(location));
  }

  return { cookies, ask, go, resolve, visitProvider, follow, signIn };
}

function keep(jar: Jar, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === "" || /max-age=0/i.test(line)) jar.delete(name);
    else jar.set(name, value);
  }
}

function headerOf(jar: Jar): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}
