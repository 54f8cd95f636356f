/** The part of a browser that a sign-in over plain HTTP needs: cookies and redirects. */
export type HttpBrowser = {
  /**
   * Follows redirects until a page, or until an address that starts with `stopAt`, which is not
   * asked for any more.
   */
  go(address: string, init?: RequestInit): Promise<Landing>;
  /** One request with this browser's cookies, redirects not followed. */
  request(address: string, init?: RequestInit): Promise<Response>;
  /** The cookies that a request to this address would carry. */
  cookies(address: string): ReadonlyMap<string, string>;
};

export type Landing = { address: URL; status: number; html: string };

const redirectsAtMost = 20;

/** @param headers go with every request, for example the visitor's `x-forwarded-for`. */
export function startHttpBrowser(
  stopAt: string | null = null,
  headers: Readonly<Record<string, string>> = {},
): HttpBrowser {
  const jars = new Map<string, Map<string, string>>();

  const jarOf = (address: string): Map<string, string> => {
    const { host } = new URL(address);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    return jar;
  };

  const request: HttpBrowser["request"] = async (address, init = {}) => {
    const jar = jarOf(address);
    const sent = new Headers({ ...headers, ...Object.fromEntries(new Headers(init.headers)) });
    sent.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(address, { ...init, headers: sent, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    return response;
  };

  const go: HttpBrowser["go"] = async (address, init) => {
    let at = address;
    let response = await request(at, init);
    for (let redirects = 0; redirects < redirectsAtMost; redirects += 1) {
      const location = response.headers.get("location");
      if (location === null) {
        return { address: new URL(at), status: response.status, html: await response.text() };
      }
      at = new URL(location, at).href;
      if (stopAt !== null && at.startsWith(stopAt)) {
        return { address: new URL(at), status: response.status, html: "" };
      }
      response = await request(at);
    }
    throw new Error(`more than ${redirectsAtMost} redirects, the last one to ${at}`);
  };

  return { go, request, cookies: jarOf };
}

function keep(jar: Map<string, string>, line: string): void {
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (name === undefined || value === undefined) return;
  const expires = /;\s*expires=([^;]+)/i.exec(line)?.[1];
  const ended = /;\s*max-age=0/i.test(line) || (expires && Date.parse(expires) <= Date.now());
  if (ended) jar.delete(name);
  else jar.set(name, value);
}
