/** A login domain, as its operations describe it. */
export type DomainFacts = {
  domain: string;
  status: "pending" | "verified" | "moving";
  active: boolean;
  wildcard: boolean;
  allProviders: boolean;
  providers: readonly ("google" | "azure-ad" | "oidc")[];
  challenge: { host: string; value: string; expiresAt: string } | null;
  lastCheck: {
    at: string;
    outcome: "matched" | "missing" | "mismatch" | "failed";
    found: readonly string[];
  } | null;
  verifiedAt: string | null;
  verifiedBy: string | null;
  /** The record that has to stay; null where nothing is looked for. */
  record: { host: string; value: string } | null;
  missingSince: string | null;
  warningEndsAt: string | null;
  move: {
    direction: "incoming" | "outgoing";
    status: "requested" | "agreed";
    otherTenant: string;
    requestedAt: string;
    movesAt: string | null;
  } | null;
};

export const providerNames = {
  google: "Google",
  "azure-ad": "Microsoft",
  oidc: "Company sign-in",
} as const;

/** What the last look at DNS found, as one sentence. */
export function checkSentence({ lastCheck, challenge }: DomainFacts): string {
  if (!lastCheck) return "Not checked yet: the first check follows within seconds.";
  switch (lastCheck.outcome) {
    case "matched":
      return "The record was found.";
    case "missing":
      return `There is no TXT record at ${challenge?.host ?? "the host"} yet.`;
    case "mismatch":
      return "There is a TXT record, and it says something else.";
    case "failed":
      return "The DNS servers of the domain gave no answer.";
  }
}
