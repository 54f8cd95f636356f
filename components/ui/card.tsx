import type { ReactNode } from "react";

/** A titled section of a page; `action` stands at the right end of its title. */
export function Card({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="overflow-hidden rounded-card border border-hairline bg-surface">
      <header className="flex min-h-14 flex-wrap items-center justify-between gap-2 border-hairline border-b px-4 py-2 max-md:py-3 md:px-6">
        <h2 className="font-semibold">{title}</h2>
        {action}
      </header>
      {children}
    </section>
  );
}
