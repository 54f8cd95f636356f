import { invalid } from "#domain/kernel/errors.ts";
import { type DomainName, parseDomainName } from "./email-address.ts";

/** `acme.com`, or `*.acme.com` for the same with its subdomains. Throws `invalid`. */
export function parseClaim(raw: string): { domain: DomainName; wildcard: boolean } {
  const trimmed = raw.trim();
  const wildcard = trimmed.startsWith("*.");
  const domain = parseDomainName(wildcard ? trimmed.slice(2) : trimmed);
  if (domain) return { domain, wildcard };
  throw invalid({ domain: "Enter a domain like company.com, without @ or https://." });
}
