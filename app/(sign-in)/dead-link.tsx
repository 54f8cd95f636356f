import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { NarrowCard } from "#components/ui/narrow-card.tsx";

/** The one answer to a mailed link that is wrong, used, replaced or out of date: it says not which. */
export function DeadLink({
  action,
  children,
}: {
  action: { href: string; label: string };
  children: ReactNode;
}) {
  return (
    <NarrowCard title="This link opens nothing">
      {children}
      <a className={`${buttonClass("primary")} mt-6 w-full`} href={action.href}>
        {action.label}
      </a>
    </NarrowCard>
  );
}
