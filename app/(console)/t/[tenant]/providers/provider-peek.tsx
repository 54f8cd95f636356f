import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { SecretEnd } from "#components/ui/secret-end.tsx";
import { ReadinessBadge, Reasons, TestBadge } from "./provider-badges.tsx";
import type { ProviderFacts } from "./provider-facts.ts";
import { ProviderSummary } from "./provider-summary.tsx";

/** A provider beside the list. */
export function ProviderPeek({
  provider,
  href,
  now,
}: {
  provider: ProviderFacts;
  href: string;
  now: Date;
}) {
  return (
    <div className="flex flex-col gap-6">
      <Facts
        facts={[
          {
            label: "Readiness",
            value: (
              <span className="flex flex-col items-start gap-1">
                <ReadinessBadge provider={provider} />
                <Reasons reasons={provider.reasons} />
              </span>
            ),
          },
          { label: "Last test", value: <TestBadge test={provider.lastTest} /> },
          { label: "Secret ends", value: <SecretEnd now={now} provider={provider} /> },
        ]}
      />
      <Link className={buttonClass("primary")} href={href} prefetch={false}>
        Open provider
      </Link>
      <div className="border-hairline border-t pt-6">
        <ProviderSummary now={now} provider={provider} />
      </div>
    </div>
  );
}
