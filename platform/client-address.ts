import { isIPv4 } from "node:net";
import { env } from "./env.ts";
import { type Cidr, isWithin, parseAddress } from "./env-values.ts";

export type Peer = {
  /** The socket's remote address. */
  remoteAddress: string | undefined;
  /** The `X-Forwarded-For` header, its repetitions joined by commas. */
  forwardedFor: string | null | undefined;
};

/**
 * The address of the client. `X-Forwarded-For` counts only behind TRUSTED_PROXIES and is read from the right: the
 * first address that is no proxy of ours is the client's, whatever stands further left was written by the client.
 * Something unreadable on the way means that the header cannot be trusted: the peer's own address.
 */
export function clientAddress(peer: Peer, trusted: readonly Cidr[] = env.TRUSTED_PROXIES): string {
  const own = parseAddress(peer.remoteAddress ?? "");
  if (!own) return "unknown";
  let client = own;
  const hops = peer.forwardedFor?.split(",").toReversed() ?? [];
  for (const hop of hops) {
    if (!isWithin(client, trusted)) break;
    const next = parseAddress(withoutPort(hop.trim()));
    if (!next) return own.toString();
    client = next;
  }
  return client.toString();
}

/**
 * What a rate limit counts by: an IPv4 address (also when mapped into IPv6) as it is; an IPv6 address as its /64,
 * because one subscriber owns at least all of that (RFC 6177).
 */
export function addressBucket(address: string): string {
  // Only one spelling of an IPv4 address is one: nothing to normalise.
  if (isIPv4(address)) return address;
  const parsed = parseAddress(address);
  if (!parsed) return "unknown";
  if (parsed.kind() === "ipv4") return parsed.toString();
  const network = parsed.toNormalizedString().split("%")[0] ?? "";
  return `${network.split(":").slice(0, 4).join(":")}::/64`;
}

/** Some proxies append the port: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
function withoutPort(hop: string): string {
  return /^\[(.+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop;
}

/** Whether a socket's remote address is a proxy whose headers count. */
export function isTrustedProxy(
  remoteAddress: string | undefined,
  trusted: readonly Cidr[] = env.TRUSTED_PROXIES,
): boolean {
  const own = parseAddress(remoteAddress ?? "");
  return own !== null && isWithin(own, trusted);
}
