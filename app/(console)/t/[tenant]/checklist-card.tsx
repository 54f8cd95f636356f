import { clsx } from "clsx";
import { Circle, CircleCheck } from "lucide-react";
import Link from "next/link";
import { ClaimStarterForm } from "#app/(console)/t/[tenant]/login-domains/starter-domain.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Checklist, ChecklistStep } from "#domain/tenants/checklist.ts";
import type { StepLink } from "./checklist-links.ts";

const words: Record<ChecklistStep, { title: string; text: string }> = {
  domain: {
    title: "Claim a login domain",
    text: "Prove with one DNS record that the domain of your work addresses is yours.",
  },
  provider: {
    title: "Connect an identity provider",
    text: "Microsoft, Google, or any OpenID Connect provider: a guide leads through it.",
  },
  test: {
    title: "Test the connection",
    text: "Gatehouse asks the provider, and names the stage that fails.",
  },
  people: {
    title: "Invite people",
    text: "Admins, who can do all of this, and everybody whom a provider signs in: all have to be here first.",
  },
  enforce: {
    title: "Enforce single sign-on",
    text: "Once two admins signed in through the provider, passwords can be switched off.",
  },
};

/** The way to single sign-on: what is done, what comes next, and where. */
export function ChecklistCard({
  tenant,
  checklist,
  links,
  starterDomain,
}: {
  tenant: string;
  checklist: Checklist;
  links: ReadonlyMap<ChecklistStep, StepLink>;
  /** The domain to claim with one press; null while there is none to suggest. */
  starterDomain: string | null;
}) {
  const next = checklist.steps.find(({ step, done }) => !done && links.has(step))?.step;
  return (
    <Card
      action={
        <span className="text-compact text-muted">
          {checklist.stepsDone} of {checklist.steps.length} done
        </span>
      }
      title="Set up single sign-on"
    >
      <ol className="divide-y divide-hairline">
        {checklist.steps.map(({ step, done }) => {
          const { title, text } = words[step];
          const link = links.get(step);
          return (
            <li className="flex items-center gap-3 px-4 py-3 max-md:items-start md:px-6" key={step}>
              {done ? (
                <CircleCheck aria-hidden="true" className="size-5 shrink-0 text-success" />
              ) : (
                <Circle aria-hidden="true" className="size-5 shrink-0 text-control" />
              )}
              <div className="flex min-w-0 grow flex-wrap items-center justify-between gap-2 max-md:flex-col max-md:items-start">
                <div className="min-w-0 md:flex-1">
                  <h3 className="font-medium">
                    {title}{" "}
                    <span className={done ? "ml-1 font-normal text-meta text-success" : "sr-only"}>
                      {done ? "Done" : "Not done yet"}
                    </span>
                  </h3>
                  {!done && <p className="text-compact text-muted">{text}</p>}
                </div>
                {step === "domain" && !done && starterDomain !== null ? (
                  <div className="flex min-w-0 max-w-full flex-wrap gap-2">
                    <ClaimStarterForm domain={starterDomain} tenant={tenant} />
                    <Link
                      className={buttonClass("secondary")}
                      href={`/t/${tenant}/login-domains/new`}
                      prefetch={false}
                    >
                      Claim another
                    </Link>
                  </div>
                ) : (
                  link && (
                    <Link
                      className={clsx(
                        buttonClass(linkVariant(done, step === next)),
                        done && "-mx-4 max-md:hidden",
                      )}
                      href={`/t/${tenant}${link.path}`}
                      prefetch={false}
                    >
                      {link.label}
                    </Link>
                  )
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

function linkVariant(done: boolean, isNext: boolean): "primary" | "secondary" | "quiet" {
  if (done) return "quiet";
  return isNext ? "primary" : "secondary";
}
