/** The part of a browser that the stand-in's tests need: cookies, redirects and forms. */
export type Browser = {
  /** Follows redirects until a page, or until an address that starts with `stopAt`. */
  go(address: string, init?: RequestInit): Promise<{ address: URL; html: string }>;
};

export function startBrowser(stopAt: string): Browser {
  const jar = new Map<string, string>();

  const go: Browser["go"] = async (address, init = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(address, { ...init, headers: { cookie }, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) jar.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null) return { address: new URL(address), html: await response.text() };
    const next = new URL(location, address);
    return next.href.startsWith(stopAt) ? { address: next, html: "" } : go(next.href);
  };
  return { go };
}
