import type { Caller } from "#app/_lib/context.ts";
import { orPage } from "#app/_lib/context.ts";
import { listProviders } from "#domain/identity-providers/list.ts";
import type { Permission } from "#domain/kernel/permissions.ts";
import { listDomains } from "#domain/login-domains/list.ts";
import type { Checklist, ChecklistStep } from "#domain/tenants/checklist.ts";

/** Where a step of the checklist is done, below `/t/{slug}`, and what leads there. */
export type StepLink = { label: string; path: string };

/** What leads to a step's screen once it is done. */
const doneLinks: Record<ChecklistStep, StepLink & { permission: Permission }> = {
  domain: { label: "Login domains", path: "/login-domains", permission: "login_domain.read" },
  provider: { label: "Providers", path: "/providers", permission: "identity_provider.read" },
  test: { label: "Providers", path: "/providers", permission: "identity_provider.read" },
  people: { label: "Users", path: "/users", permission: "user.read" },
  enforce: { label: "Settings", path: "/settings", permission: "tenant.update" },
};

/**
 * The link of each step for this person: straight to what is left to do, which may have been begun.
 * A step has none where the one before it has to be done first, or the person may not do it.
 */
export async function checklistLinks(
  { person, ctx }: Caller,
  { steps }: Checklist,
): Promise<ReadonlyMap<ChecklistStep, StepLink>> {
  const may = (permission: Permission) => person.actor.permissions.has(permission);
  const isDone = (step: ChecklistStep) => steps.some((one) => one.step === step && one.done);
  const links = new Map<ChecklistStep, StepLink>();
  for (const { step, done } of steps) {
    if (done && may(doneLinks[step].permission)) links.set(step, doneLinks[step]);
  }
  if (!isDone("domain") && may("login_domain.create")) {
    const { items } = await orPage(listDomains(ctx, { limit: 1 }));
    const begun = items[0] && `/login-domains/${encodeURIComponent(items[0].domain)}`;
    links.set("domain", {
      label: begun ? "Finish the proof" : "Claim domain",
      path: begun ?? "/login-domains/new",
    });
  }
  if (!isDone("test") && may("identity_provider.update")) {
    const { items } = await orPage(listProviders(ctx, { limit: 1 }));
    const begun = items[0] && `/providers/${items[0].id}`;
    if (!isDone("provider")) {
      links.set("provider", {
        label: begun ? "Finish provider" : "Connect provider",
        path: begun ?? "/providers/new",
      });
    }
    if (begun) links.set("test", { label: "Test connection", path: begun });
  }
  if (!isDone("people") && may("user.create")) {
    links.set("people", { label: "Invite person", path: "/users/new" });
  }
  if (!isDone("enforce") && isDone("test") && may("tenant.update")) {
    links.set("enforce", { label: "Enforce", path: "/settings" });
  }
  return links;
}
