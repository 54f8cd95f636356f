import { CircleCheck, CircleDashed } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { SetupProgress } from "#domain/setup/progress.ts";
import type { StepState } from "#domain/setup/read-steps.ts";
import type { WizardStep } from "#domain/setup/schemas.ts";
import { stepTitles } from "./steps-nav.tsx";

/** What stands, what was left for later, and where it goes on. */
export function SummaryStep({
  progress,
  operator,
}: {
  progress: SetupProgress;
  operator: { name: string; email: string };
}) {
  const { steps, tenant, baseUrl } = progress;
  const left = steps.filter(({ state }) => state !== "done");
  const facts: Record<WizardStep, ReactNode> = {
    address: <code className="font-mono text-compact">{baseUrl}</code>,
    mail: mailText(progress),
    tenant: tenant ? <bdi>{tenant.name}</bdi> : "There is no tenant yet.",
  };
  return (
    <Card title={left.length === 0 ? "Gatehouse is set up" : "What stands, and what is left"}>
      <ul className="divide-y divide-hairline">
        <Line state="done" title="Operator">
          <bdi>{operator.name}</bdi>, {operator.email}
        </Line>
        {steps.map(({ step, state }) => (
          <Line
            href={state === "done" ? undefined : `/platform/setup?step=${step}`}
            key={step}
            state={state}
            title={stepTitles[step]}
          >
            {facts[step]}
          </Line>
        ))}
      </ul>
      <div className="flex flex-col items-start gap-4 border-hairline border-t px-4 py-4 md:px-6">
        {tenant ? (
          <>
            <p className="text-muted">
              Next, <bdi>{tenant.name}</bdi> needs a login domain, an identity provider and people.
              Its checklist leads through them.
            </p>
            <div className="flex max-w-full flex-wrap gap-2">
              <Link
                className={`${buttonClass("primary")} h-auto! min-h-9 min-w-0 max-w-full shrink! py-1.5 pointer-coarse:min-h-11`}
                href={`/t/${tenant.slug}`}
                prefetch={false}
              >
                <span className="[overflow-wrap:anywhere]">
                  Open the checklist of <bdi>{tenant.name}</bdi>
                </span>
              </Link>
              <Link className={buttonClass("secondary")} href="/platform/tenants" prefetch={false}>
                All tenants
              </Link>
            </div>
          </>
        ) : (
          <Link className={buttonClass("primary")} href="/platform/tenants" prefetch={false}>
            Go to the tenants
          </Link>
        )}
      </div>
    </Card>
  );
}

function mailText({ mail: { server }, steps }: SetupProgress): string {
  if (server === null) return "There is no mail server: mail stays in the outbox.";
  const done = steps.some(({ step, state }) => step === "mail" && state === "done");
  return done ? `A test mail went out through ${server}.` : `${server} was not tried yet.`;
}

function Line({
  title,
  state,
  href,
  children,
}: {
  title: string;
  state: StepState;
  href?: string | undefined;
  children: ReactNode;
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-3 md:flex-nowrap md:px-6">
      <h3 className="w-28 shrink-0 font-medium max-md:grow">{title}</h3>
      <div className="min-w-0 grow [overflow-wrap:anywhere] max-md:order-last max-md:basis-full">
        {children}
      </div>
      {href !== undefined && (
        <Link
          aria-label={`Finish: ${title}`}
          className="font-medium text-accent underline underline-offset-2"
          href={href}
          prefetch={false}
        >
          Finish
        </Link>
      )}
      {state === "done" ? (
        <Badge icon={<CircleCheck aria-hidden="true" />} tone="success">
          Done
        </Badge>
      ) : (
        <Badge icon={<CircleDashed aria-hidden="true" />} tone="warning">
          Left
        </Badge>
      )}
    </li>
  );
}
