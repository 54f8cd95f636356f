import type { ReactNode } from "react";
import { signedIn } from "#app/_lib/context.ts";
import { BareShell } from "#app/(console)/bare-shell.tsx";
import { ConsoleShell } from "#app/(console)/console-shell.tsx";
import { isOfPlatform } from "#domain/kernel/context.ts";

/** The shell around the operators' screens. Who may see them is for each page to ask. */
export default async function PlatformLayout({ children }: { children: ReactNode }) {
  const person = await signedIn();
  if (!person || !isOfPlatform(person.actor)) return <BareShell>{children}</BareShell>;
  return (
    <ConsoleShell person={person} tenant={null}>
      {children}
    </ConsoleShell>
  );
}
