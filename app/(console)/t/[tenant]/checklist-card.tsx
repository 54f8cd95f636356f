import { clsx } from "clsx";
import { Circle, CircleCheck } from "lucide-react";
import Link from "next/link";
import { ClaimStarterForm } from "#app/(console)/t/[tenant]/login-domains/starter-domain.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Permission } from "#domain/kernel/permissions.ts";
import type { Checklist, ChecklistStep } from "#domain/tenants/checklist.ts";

type Step = {
  title: string;
  text: string;
  /** What leads to its screen: before it is done, and afterwards. */
  todo: { label: string; path: string; permission: Permission };
  done: { label: string; path: string; permission: Permission };
};

const domains = { path: "/login-domains", permission: "login_domain.read" } as const;
const providers = { path: "/providers", permission: "identity_provider.read" } as const;
const people = { path: "/users", permission: "user.read" } as const;
const settings = { path: "/settings", permission: "tenant.update" } as const;

const steps: Record<ChecklistStep, Step> = {
  domain: {
    title: "Claim a login domain",
    text: "Prove with one DNS record that the domain of your work addresses is yours.",
    todo: { ...domains, label: "Claim domain" },
    done: { ...domains, label: "Login domains" },
  },
  provider: {
    title: "Connect an identity provider",
    text: "Microsoft, Google, or any OpenID Connect provider: a guide leads through it.",
    todo: { ...providers, label: "Connect provider" },
    done: { ...providers, label: "Providers" },
  },
  test: {
    title: "Test the connection",
    text: "Gatehouse asks the provider, and names the stage that fails.",
    todo: { ...providers, label: "Test connection" },
    done: { ...providers, label: "Providers" },
  },
  people: {
    title: "Invite people",
    text: "Whoever a provider signs in has to be here first.",
    todo: { label: "Invite person", path: "/users/new", permission: "user.create" },
    done: { ...people, label: "Users" },
  },
  enforce: {
    title: "Enforce single sign-on",
    text: "Once two admins signed in through the provider, passwords can be switched off.",
    todo: { ...settings, label: "Enforce" },
    done: { ...settings, label: "Settings" },
  },
};

/** The way to single sign-on: what is done, what comes next, and where. */
export function ChecklistCard({
  tenant,
  checklist,
  permissions,
  starterDomain,
}: {
  tenant: string;
  checklist: Checklist;
  /** The domain to claim with one press; null while there is none to suggest. */
  starterDomain: string | null;
  permissions: ReadonlySet<Permission>;
}) {
  const next = checklist.steps.find(({ done }) => !done)?.step;
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
          const { title, text, ...links } = steps[step];
          const link = done ? links.done : links.todo;
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
                    {title}
                    <span className={done ? "ml-2 font-normal text-meta text-success" : "sr-only"}>
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
                  permissions.has(link.permission) && (
                    <Link
                      className={clsx(
                        buttonClass(linkVariant(done, step === next)),
                        done && "-mx-4",
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
