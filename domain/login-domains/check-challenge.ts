import type { DomainCheck } from "#db/schema/login-domains.ts";
import { lookupTxt } from "#platform/dns.ts";
import { challengeRecord } from "./rules.ts";

const LONGEST_SHOWN_RECORD = 300;
const MOST_SHOWN_RECORDS = 10;

/** Looks for a claim's TXT record and compares it exactly with what is expected. */
export async function checkChallenge(domain: string, token: string): Promise<DomainCheck> {
  const { host, value } = challengeRecord(domain, token);
  const answer = await lookupTxt(host);
  const at = new Date().toISOString();
  switch (answer.kind) {
    case "missing":
      return { at, outcome: "missing", found: [] };
    case "failed":
      return { at, outcome: "failed", found: [answer.reason] };
    case "found": {
      const matched = answer.records.includes(value);
      const found = answer.records
        .slice(0, MOST_SHOWN_RECORDS)
        .map((record) => record.slice(0, LONGEST_SHOWN_RECORD));
      return { at, outcome: matched ? "matched" : "mismatch", found };
    }
  }
}
