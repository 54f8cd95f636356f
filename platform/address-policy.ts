import { parseAddress } from "./env-values.ts";

const privateRanges = new Set(["loopback", "private", "uniqueLocal", "carrierGradeNat"]);

/**
 * Services of cloud hosts that hand out credentials, where their range alone would not refuse them: AWS over IPv6,
 * Alibaba, Azure's wire server. (169.254.169.254 is link-local.)
 */
const metadataAddresses = new Set(["fd00:ec2::254", "100.100.100.200", "168.63.129.16"]);

/**
 * Where an address lies for requests to places that people typed: `public`, `private` (also loopback), or
 * `refused`: link-local, metadata, multicast, reserved, tunnelled, unreadable.
 */
export function placeOf(address: string): "public" | "private" | "refused" {
  const parsed = parseAddress(address);
  if (!parsed || metadataAddresses.has(parsed.toString())) return "refused";
  const range = parsed.range();
  if (privateRanges.has(range)) return "private";
  // RFC 4291 section 2.4: global unicast is 2000::/3 so far; the rest might be routed anywhere.
  const isGlobal = parsed.kind() === "ipv4" || /^[23]/.test(parsed.toNormalizedString());
  return range === "unicast" && isGlobal ? "public" : "refused";
}
