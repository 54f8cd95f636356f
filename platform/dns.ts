import { Resolver } from "node:dns/promises";
import { env } from "./env.ts";

export type TxtLookup =
  | { kind: "found"; records: string[] }
  /** The DNS says so: there is no such name, or it has no TXT record. */
  | { kind: "missing" }
  /** Nobody knows: the servers are down, slow or broken. */
  | { kind: "failed"; reason: string };

const attemptTimeoutMs = 3000;
const tries = 2;
const totalTimeoutMs = 8000;

/**
 * The TXT records of a host, each with its chunks joined (RFC 7208 section 3.3), asked of DNS_SERVERS or else of the
 * machine's own servers; 8 seconds at most. Never throws: what failed is an answer, and must not unroute a domain.
 */
export async function lookupTxt(
  host: string,
  servers: readonly string[] = env.DNS_SERVERS,
): Promise<TxtLookup> {
  const resolver = new Resolver({ timeout: attemptTimeoutMs, tries });
  if (servers.length > 0) resolver.setServers(servers);
  const limit = setTimeout(() => resolver.cancel(), totalTimeoutMs);
  try {
    const records = await resolver.resolveTxt(host);
    if (records.length === 0) return { kind: "missing" };
    return { kind: "found", records: records.map((chunks) => chunks.join("")) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "EUNKNOWN";
    if (code === "ENOTFOUND" || code === "ENODATA") return { kind: "missing" };
    return { kind: "failed", reason: code === "ECANCELLED" ? "ETIMEOUT" : code };
  } finally {
    clearTimeout(limit);
  }
}
