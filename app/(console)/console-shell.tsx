import type { ReactNode } from "react";
import { readLook } from "#app/_lib/look.ts";
import { actionsOf, navigationOf } from "#app/_lib/navigation.ts";
import { Shell } from "#components/shell/shell.tsx";
import { isOfPlatform } from "#domain/kernel/context.ts";
import type { SignedIn } from "#domain/sessions/find.ts";
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
        groups: navigationOf(person, tenant),
        actions: actionsOf(person, tenant),
        tenant,
        isOperator: isOfPlatform(person.actor),
        saveLook: rememberLook,
      }}
    >
      {children}
    </Shell>
  );
}
