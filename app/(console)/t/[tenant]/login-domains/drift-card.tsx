import { TriangleAlert } from "lucide-react";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { ChallengeRecord } from "./challenge-record.tsx";
import type { DomainFacts } from "./domain-facts.ts";

/** A verified domain whose record is gone: nothing stops, and somebody should put it back. */
export function DriftCard({ domain, now }: { domain: DomainFacts; now: Date }) {
  const { missingSince, warningEndsAt, record } = domain;
  if (missingSince === null || record === null) return null;
  return (
    <Card title="The record is missing">
      <div className="flex flex-col gap-4 p-4 md:p-6">
        <p className="flex gap-2 rounded-control bg-warning-tint p-3 text-warning">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span>
            The daily check first missed it <RelativeTime at={new Date(missingSince)} now={now} />.
            Sign-ins go on as before. Put the record back
            {warningEndsAt && (
              <>
                ; the warning ends <RelativeTime at={new Date(warningEndsAt)} now={now} />
              </>
            )}
            .
          </span>
        </p>
        <ChallengeRecord challenge={record} domain={domain.domain} />
      </div>
    </Card>
  );
}
