import { parse as parseHost } from "tldts";
import type { DomainName } from "./email-address.ts";
import { publicMailDomains } from "./public-mail-domains.ts";

/** RFC 6761 and RFC 8375: names that no public DNS answers for. */
const SPECIAL_SUFFIXES = new Set(["localhost", "local", "invalid", "onion", "arpa", "home.arpa"]);

/** Why `domain` can never be a login domain, as a sentence for the person who typed it, or null. */
export function refusalOf(domain: DomainName): string | null {
  const lastLabel = domain.slice(domain.lastIndexOf(".") + 1);
  if (SPECIAL_SUFFIXES.has(lastLabel)) return `"${domain}" is not a public domain name.`;
  const host = parseHost(domain, { allowPrivateDomains: true, validateHostname: false });
  if (host.domain === null) {
    return `"${domain}" is a public suffix under which many organisations register. Enter your own domain.`;
  }
  if (publicMailDomains.has(domain) || publicMailDomains.has(host.domain)) {
    return `"${host.domain}" gives addresses to anyone, so no tenant can own it. Enter your company's domain.`;
  }
  return null;
}

/**
 * The claims that could route `domain`, best first: itself, then each parent of two labels or more,
 * which routes only when its claim is a wildcard.
 */
export function routeCandidates(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(0, -1).map((_, start) => labels.slice(start).join("."));
}

const WARNING_DAYS = 14;

/** When the warning about a record that is missing since then ends. */
export function warningEnd(missingSince: Date): Date {
  return new Date(missingSince.getTime() + WARNING_DAYS * 86_400_000);
}

/** The name and value of the TXT record that proves a claim. */
export function challengeRecord(domain: string, token: string): { host: string; value: string } {
  return { host: `_gatehouse-challenge.${domain}`, value: `gatehouse-verification=${token}` };
}
