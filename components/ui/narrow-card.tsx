import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";

/**
 * The one 400 px card of sign-in, setup and the pages that say no, its top edge at 18 vh.
 *
 * The half above the form hangs from its lower edge, at a fixed height (18 vh, padding 32, logo 28, gap 24,
 * title 32, gap 24), and at a phone's width no less than an error needs: one that appears in it grows the card
 * upwards, and nothing below it moves.
 */
export function NarrowCard({
  title,
  alert,
  children,
}: {
  title: string;
  alert?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="min-h-dvh bg-surface card:bg-canvas">
      <div className="mx-auto w-full max-w-100">
        <div className="flex min-h-[max(18vh+8.25rem,18rem)] flex-col justify-end card:min-h-[calc(18vh+8.75rem)]">
          <div className="rounded-t-sign-in border-hairline bg-surface px-6 pt-6 pb-6 card:border card:border-b-0 card:px-8 card:pt-8">
            <Logo />
            <h1 className="mt-6 font-semibold text-sign-in tracking-tight">{title}</h1>
            {alert}
          </div>
        </div>
        <div className="rounded-b-sign-in border-hairline bg-surface px-6 pb-6 card:mb-12 card:border card:border-t-0 card:px-8 card:pb-8">
          {children}
        </div>
      </div>
    </main>
  );
}
