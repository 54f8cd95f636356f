import type { ProviderKind } from "#domain/identity-providers/kinds.ts";
import {
  RESOLUTION_COOKIE,
  RESOLUTION_PURPOSE,
  RESOLUTION_TTL_SECONDS,
  type Resolution,
} from "#domain/sign-in/resolution.ts";
import { signPayload } from "#platform/signed.ts";

type Handle = (request: Request, kind: ProviderKind) => Promise<Response>;

/** For tests: a browser that signs in. It keeps its cookies, those of providers apart from ours. */
export function startTestBrowser(start: Handle, finish: Handle) {
  const ours = new Map<string, string>();
  const theirs = new Map<string, Map<string, string>>();

  function ask(path: string, cookies = ours): Promise<Response> {
    const [, kind = ""] = /^\/api\/auth\/(?:signin|callback)\/([^/?]+)/.exec(path) ?? [];
    const handle = path.startsWith("/api/auth/signin/") ? start : finish;
    // Next states its own host, whatever the browser asked for.
    const request = new Request(`http://localhost:1${path}`, {
      headers: { cookie: headerOf(cookies), "x-gatehouse-request-id": "the-request" },
    });
    return handle(request, asKind(kind));
  }

  async function go(path: string): Promise<Response> {
    const response = await ask(path);
    keep(ours, response);
    return response;
  }

  return {
    cookies: ours,
    ask,
    go,
    /** As resolve leaves the browser. */
    resolve(resolution: Partial<Resolution> & { kind: ProviderKind }): void {
      const full = { ...defaults, ...resolution };
      ours.set(RESOLUTION_COOKIE, signPayload(RESOLUTION_PURPOSE, full, RESOLUTION_TTL_SECONDS));
    },
    /** Follows the provider's redirects, up to the path of ours that it sends the browser to. */
    async atProvider(address: string): Promise<string> {
      for (let url = new URL(address); ; ) {
        const jar = theirs.get(url.origin) ?? new Map<string, string>();
        theirs.set(url.origin, jar);
        const headers = { cookie: headerOf(jar) };
        const response = await fetch(url, { redirect: "manual", headers });
        keep(jar, response);
        const location = response.headers.get("location");
        if (location === null) throw new Error(`The provider shows: ${await response.text()}`);
        url = new URL(location, url);
        if (url.pathname.startsWith("/api/auth/")) return `${url.pathname}${url.search}`;
      }
    },
    /** The whole way: our start, the provider, our callback. */
    async signIn(kind: ProviderKind): Promise<Response> {
      const started = await go(`/api/auth/signin/${kind}`);
      const location = started.headers.get("location") ?? "";
      if (location.startsWith("/")) return started;
      return go(await this.atProvider(location));
    },
  };
}

const defaults: Omit<Resolution, "kind"> = {
  tenantId: null,
  providerId: null,
  domain: "acme.example",
  loginHint: "ada@acme.example",
  returnTo: "/t/acme?tab=1",
};

function asKind(kind: string): ProviderKind {
  if (kind === "google" || kind === "azure-ad" || kind === "oidc") return kind;
  throw new Error(`no kind: ${kind}`);
}

function keep(jar: Map<string, string>, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === "" || /max-age=0/i.test(line)) jar.delete(name);
    else jar.set(name, value);
  }
}

function headerOf(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}
