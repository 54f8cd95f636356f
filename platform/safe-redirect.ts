const maxCharacters = 2048;
const sentinel = "https://return-path.invalid";
// A proxy or a framework behind us may decode once more than we do.
const decodings = 3;

/**
 * A return address (`callbackUrl`) that stays on this site, normalised to path, query and fragment; null for
 * whatever might lead elsewhere, in a browser (WHATWG URL parsing) or after a proxy decoded it: schemes, `//`,
 * backslashes, control characters, `@` in the path, the same things percent-encoded, more than 2048 characters.
 */
export function safeReturnPath(value: unknown): string | null {
  if (typeof value !== "string" || value.length > maxCharacters) return null;
  const path = normalise(value);
  if (path === null || path.length > maxCharacters) return null;
  return staysWhenDecoded(path) ? path : null;
}

function normalise(value: string): string | null {
  if (!/^\/(?!\/)/.test(value) || /[\\\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(value)) return null;
  const url = URL.parse(value, sentinel);
  if (!url || url.origin !== sentinel || url.username || url.password) return null;
  const path = `${url.pathname}${url.search}${url.hash}`;
  // `/.//evil.example` is a path for the parser, and another host once it is a Location header.
  return path.startsWith("//") ? null : path;
}

function staysWhenDecoded(path: string): boolean {
  let layer = path.split(/[?#]/)[0] ?? "";
  for (let i = 0; i <= decodings; i += 1) {
    if (layer.includes("@") || normalise(layer) === null) return false;
    const decoded = decode(layer);
    if (decoded === null) return false;
    if (decoded === layer) return true;
    layer = decoded;
  }
  return false;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
