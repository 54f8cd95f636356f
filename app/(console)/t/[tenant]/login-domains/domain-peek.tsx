import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { ChallengeRecord } from "./challenge-record.tsx";
import { DomainBadge } from "./domain-badge.tsx";
import { checkSentence, type DomainFacts, providerNames } from "./domain-facts.ts";

/** A domain beside the list. */
export function DomainPeek({
  domain,
  tenant,
  now,
}: {
  domain: DomainFacts;
  tenant: string;
  now: Date;
}) {
  const offered = domain.providers.map((provider) => providerNames[provider]).join(", ");
  return (
    <div className="flex flex-col gap-6">
      <Facts
        facts={[
          { label: "Status", value: <DomainBadge domain={domain} /> },
          {
            label: "Covers",
            value: domain.wildcard
              ? `${domain.domain} and every subdomain`
              : `${domain.domain} alone`,
          },
          { label: "Offers", value: offered || "No provider yet" },
          ...(domain.verifiedAt
            ? [
                {
                  label: "Verified",
                  value: <RelativeTime at={new Date(domain.verifiedAt)} now={now} />,
                },
              ]
            : [{ label: "Last check", value: checkSentence(domain) }]),
        ]}
      />
      {domain.challenge && <ChallengeRecord challenge={domain.challenge} domain={domain.domain} />}
      <Link
        className={buttonClass("primary")}
        href={`/t/${tenant}/login-domains/${encodeURIComponent(domain.domain)}`}
        prefetch={false}
      >
        Open domain
      </Link>
    </div>
  );
}
