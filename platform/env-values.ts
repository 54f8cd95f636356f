import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** One network: the address and the prefix length, as `ipaddr.js` matches them. */
export type Cidr = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** An address in its usual spelling (no octal, no short forms), IPv4 mapped into IPv6 as IPv4; else null. */
export function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return isIP(text) ? ipaddr.process(text) : null;
}

/** 32 bytes from base64 text, or null. */
export function decodeKey(text: string): Buffer | null {
  const trimmed = text.trim();
  if (!/^[A-Za-z0-9+/]{43}=?$/.test(trimmed)) return null;
  return Buffer.from(trimmed, "base64");
}

/** Whether a URL's hostname is this machine: `localhost`, a name under it, 127.0.0.0/8 or [::1]. */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (host === "localhost" || host.endsWith(".localhost")) return true;
  return parseAddress(host)?.range() === "loopback";
}

/** `https:` and the like; empty for what is no URL. */
export function protocolOf(value: string): string {
  return URL.parse(value)?.protocol ?? "";
}

/** Whether it is an http(s) address without path, query, fragment or credentials. */
export function isOrigin(value: string): boolean {
  const url = URL.parse(value);
  if (!url || !["http:", "https:"].includes(url.protocol)) return false;
  return url.href === `${url.origin}/`;
}

/** Whether it may be an issuer (OpenID Connect Discovery 1.0 section 3): https, http only for loopback. */
export function isIssuer(value: string): boolean {
  const url = URL.parse(value);
  if (!url || url.username || url.password || /[?#]/.test(value)) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopbackHost(url.hostname));
}

/** A network from `10.0.0.0/8`, or from a single address; null for anything else. */
export function parseCidr(text: string): Cidr | null {
  const [host = "", bits, ...rest] = text.split("/");
  const address = parseAddress(host);
  if (!address || rest.length > 0) return null;
  const width = address.kind() === "ipv4" ? 32 : 128;
  if (bits === undefined) return [address, width];
  return /^\d{1,3}$/.test(bits) && Number(bits) <= width ? [address, Number(bits)] : null;
}

/** Whether an address is in one of the networks; one of another family is in none. */
export function isWithin(
  address: ipaddr.IPv4 | ipaddr.IPv6 | null,
  networks: readonly Cidr[],
): boolean {
  return networks.some(
    ([network, bits]) => network.kind() === address?.kind() && address.match(network, bits),
  );
}

/** Whether it is `ip`, `ip:port` or `[ipv6]:port`. */
export function isDnsServer(text: string): boolean {
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text);
  const host = match ? (match[1] ?? match[2] ?? "") : text;
  return isIP(host) !== 0 && Number(match?.[3] ?? 53) <= 65_535;
}
