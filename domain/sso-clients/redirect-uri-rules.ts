/** What a registered redirect URI is: who may register it depends on that. */
export type RedirectUriKind = "https" | "loopback" | "private-use";

export type ParsedRedirectUri =
  | { ok: true; kind: RedirectUriKind }
  | { ok: false; message: string };

const LONGEST = 2_000;
const LOOPBACK_HOSTS = new Set(["127.0.0.1", "[::1]", "localhost"]);
/** RFC 3986 section 2: every character that a URI is made of. A backslash is none. */
const URI_CHARACTERS = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[\dA-Fa-f]{2})+$/;
/** RFC 8252 section 7.3. `localhost` is left out: section 8.3 advises against it. */
const LOOPBACK_URI = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::([1-9]\d{0,4}))?((?:[/?].*)?)$/s;

/**
 * Whether `text` may be registered, and what it is; or what is wrong with it, for whoever typed it.
 * Absolute, without fragment, user information and wildcard (RFC 9700 section 4.1.3, OAuth 2.1
 * section 2.3); https, http on loopback, or a private-use scheme (RFC 8252 section 7); and spelt
 * exactly as browsers send it, because it is compared as an exact string.
 */
export function parseRedirectUri(text: string): ParsedRedirectUri {
  const refuse = (message: string) => ({ ok: false, message }) as const;
  if (text === "") return refuse("Enter a redirect URI.");
  if (text.length > LONGEST) return refuse("A redirect URI has at most 2,000 characters.");
  const url = URL.canParse(text) ? new URL(text) : null;
  if (/^[^\s\p{Cc}\\]+$/u.test(text) && /[^\x21-\x7e]/.test(text) && url && !url.username) {
    return refuse(`Write it in plain ASCII, as browsers send it: ${url.href}`);
  }
  if (!URI_CHARACTERS.test(text)) {
    return refuse(
      "Leave out spaces, backslashes, control characters and other signs, or percent-encode them.",
    );
  }
  if (!url) return refuse("Enter a full address, like https://app.example.com/callback.");
  if (text.includes("#"))
    return refuse("A redirect URI has no fragment: leave out the # and what follows.");
  if (text.includes("*"))
    return refuse("A redirect URI has no wildcard: enter each address on its own.");
  if (url.username || url.password || /^[^/?]*\/\/[^/?]*@/.test(text)) {
    return refuse("A redirect URI has no user name or password before its host.");
  }
  return parseScheme(text, url);
}

/**
 * Whether `presented` is one of the registered ones: byte for byte, but for the port of a loopback
 * address, which a native app gets from its operating system (RFC 8252 section 7.3).
 */
export function matchesRegistered(registered: readonly string[], presented: string): boolean {
  return registered.some((uri) => uri === presented || sameButForPort(uri, presented));
}

function sameButForPort(registered: string, presented: string): boolean {
  const mine = LOOPBACK_URI.exec(registered);
  const theirs = LOOPBACK_URI.exec(presented);
  if (!mine || !theirs) return false;
  const [, host, , rest] = mine;
  const [, theirHost, port, theirRest] = theirs;
  return host === theirHost && rest === theirRest && Number(port ?? 80) <= 65_535;
}

function parseScheme(text: string, url: URL): ParsedRedirectUri {
  const isHttp = url.protocol === "http:";
  if (isHttp && !LOOPBACK_HOSTS.has(url.hostname)) {
    return {
      ok: false,
      message:
        "Use https. Plain http is for loopback: http://127.0.0.1, http://[::1] or http://localhost.",
    };
  }
  const kind = isHttp ? "loopback" : url.protocol === "https:" ? "https" : "private-use";
  // RFC 8252 section 8.4: without a period a scheme is nobody's own (and may be `javascript`).
  if (kind === "private-use" && !/^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:\//i.test(text)) {
    return {
      ok: false,
      message:
        "Use https, or an app's own scheme: a reversed domain name, like com.example.app:/callback.",
    };
  }
  // Whatever a parser would rewrite (case, a default port, `..`), somebody else reads differently.
  if (url.href !== text && url.href !== `${text}/`) {
    return { ok: false, message: `Write it exactly as browsers send it: ${url.href}` };
  }
  if (url.hostname.endsWith(".")) {
    return { ok: false, message: "A host has no dot at its end." };
  }
  return { ok: true, kind };
}
