import type { ReactNode } from "react";
import { requestInfo } from "#app/_lib/context.ts";
import { FormSession } from "#app/_lib/form-session.tsx";
import { readLook } from "#app/_lib/look.ts";
import { actionsOf, navigationOf } from "#app/_lib/navigation.ts";
import type { NavCount } from "#components/shell/nav-items.ts";
import { Shell } from "#components/shell/shell.tsx";
import { countEndingSecrets } from "#domain/identity-providers/count-ending.ts";
import { isOfPlatform } from "#domain/kernel/context.ts";
import type { SignedIn } from "#domain/sessions/find.ts";
import { log } from "#platform/log.ts";
import { rememberLook } from "./look-actions.ts";

/** The shell with what this person may see in it. */
export async function ConsoleShell({
  person,
  tenant,
  children,
}: {
  person: SignedIn;
  tenant: { slug: string; name: string } | null;
  children: ReactNode;
}) {
  return (
    <Shell
      look={await readLook()}
      person={{ name: person.name, email: person.actor.email }}
      tools={{
        groups: navigationOf(person, tenant, await countsFor(person)),
        actions: actionsOf(person, tenant),
        tenant,
        isOperator: isOfPlatform(person.actor),
        saveLook: rememberLook,
      }}
    >
      <FormSession person={person}>{children}</FormSession>
    </Shell>
  );
}

/** What waits for an operator. A sidebar without numbers is better than no page at all. */
async function countsFor({ actor }: SignedIn): Promise<Record<string, NavCount>> {
  if (!isOfPlatform(actor)) return {};
  const ctx = { actor, tenantId: actor.tenantId, request: await requestInfo() };
  try {
    const ending = await countEndingSecrets(ctx, {});
    return { "/platform/provider-expiry": { value: ending, of: "ended or end within 7 days" } };
  } catch (error) {
    log.warn({ err: error }, "the sidebar's counts failed");
    return {};
  }
}
