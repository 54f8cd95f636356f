import { RotateCw } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { orPage, platformContext } from "#app/_lib/context.ts";
import { PageFrame, WithRail } from "#components/shell/page-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { exactTime } from "#components/ui/relative-time.tsx";
import { platformHealth } from "#domain/platform/health.ts";
import { HealthCard } from "./health-part.tsx";
import { TestMailForm } from "./test-mail-form.tsx";

export const metadata: Metadata = { title: "Health" };

/** How the platform does, asked at this very moment. */
export default async function HealthPage() {
  const { person, ctx } = await platformContext();
  const { parts, versions } = await orPage(platformHealth(ctx, {}));
  const troubled = parts.filter(({ state }) => state === "trouble").length;
  const checkAgain = (
    // A plain link: the page is asked for anew, and so is everything that it tells of.
    <a className={buttonClass("secondary")} href="/platform/health">
      <RotateCw aria-hidden="true" className="size-4" /> Check again
    </a>
  );
  return (
    <PageFrame
      action={checkAgain}
      description={summary(troubled, parts.length)}
      title="Health"
      width="detail"
    >
      <WithRail
        rail={
          <Card title="Versions">
            <div className="p-4 md:p-6">
              <Facts
                facts={[
                  { label: "Gatehouse", value: versions.gatehouse },
                  { label: "Node.js", value: versions.node },
                  {
                    label: "PostgreSQL",
                    value: `${versions.postgresql}${versions.embedded ? ", embedded" : ""}`,
                  },
                  { label: "Checked at", value: exactTime(new Date()) },
                ]}
              />
            </div>
          </Card>
        }
      >
        {parts.map((part) => (
          <HealthCard key={part.part} part={part}>
            {part.part === "mail" && (
              <div className="flex flex-wrap items-start gap-2">
                <TestMailForm email={person.actor.email} />
                <Link
                  className={`${buttonClass("quiet")} max-md:-mx-4`}
                  href="/platform/outbox"
                  prefetch={false}
                >
                  Open the outbox
                </Link>
              </div>
            )}
          </HealthCard>
        ))}
      </WithRail>
    </PageFrame>
  );
}

function summary(troubled: number, all: number): string {
  if (troubled === 0) return "No part of the platform reports trouble.";
  return `${troubled} of ${all} parts report trouble.`;
}
