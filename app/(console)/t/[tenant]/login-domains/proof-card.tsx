import { CircleCheck, CircleX } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { ChallengeRecord } from "./challenge-record.tsx";
import { checkSentence, type DomainFacts } from "./domain-facts.ts";
import { CheckNowForm } from "./domain-form.tsx";

/** What is still to be done at the DNS host, and what the last look found there. */
export function ProofCard({
  domain,
  tenant,
  now,
}: {
  domain: DomainFacts;
  tenant: string;
  now: Date;
}) {
  const { challenge, lastCheck } = domain;
  if (!challenge) return null;
  const expired = new Date(challenge.expiresAt) <= now;
  return (
    <Card title="Prove that it is yours">
      <ol className="flex flex-col divide-y divide-hairline">
        <Step number={1} title="Add this record at your DNS host">
          <ChallengeRecord challenge={challenge} domain={domain.domain} />
        </Step>
        <Step number={2} title="Gatehouse looks for it by itself">
          <div aria-live="polite" className="flex flex-col gap-3">
            <p>
              {checkSentence(domain)}{" "}
              {lastCheck && (
                <span className="text-muted">
                  Checked <RelativeTime at={new Date(lastCheck.at)} now={now} />.
                </span>
              )}
            </p>
            {lastCheck?.outcome === "mismatch" && (
              <Comparison expected={challenge.value} found={lastCheck.found} />
            )}
            <p className="text-compact text-muted">
              {expired ? (
                <strong className="font-medium text-danger">
                  The record was not found within 7 days. Remove the domain and claim it again.
                </strong>
              ) : (
                <>
                  Checks go on for 72 hours; this page changes by itself. The claim ends{" "}
                  <RelativeTime at={new Date(challenge.expiresAt)} now={now} /> unless it is proven.
                </>
              )}
            </p>
          </div>
          <div className="mt-4">
            <CheckNowForm domain={domain.domain} tenant={tenant} />
          </div>
        </Step>
      </ol>
    </Card>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="flex gap-4 p-4 md:p-6">
      <span
        aria-hidden="true"
        className="flex size-6 shrink-0 items-center justify-center rounded-full bg-subtle font-semibold text-meta"
      >
        {number}
      </span>
      <div className="min-w-0 grow">
        <h3 className="mb-3 font-medium">{title}</h3>
        {children}
      </div>
    </li>
  );
}

/** What DNS says beside what it should say. */
function Comparison({ expected, found }: { expected: string; found: readonly string[] }) {
  return (
    <dl className="flex flex-col gap-2">
      <div className="rounded-control bg-danger-tint p-3">
        <dt className="flex items-center gap-1.5 font-medium text-danger text-meta">
          <CircleX aria-hidden="true" className="size-3.5" /> Found
        </dt>
        {found.map((value) => (
          <dd className="mt-1 break-all font-mono text-compact" key={value}>
            {value}
          </dd>
        ))}
      </div>
      <div className="rounded-control bg-success-tint p-3">
        <dt className="flex items-center gap-1.5 font-medium text-meta text-success">
          <CircleCheck aria-hidden="true" className="size-3.5" /> Expected
        </dt>
        <dd className="mt-1 break-all font-mono text-compact">{expected}</dd>
      </div>
    </dl>
  );
}
