import type { ReactNode } from "react";
import { Logo } from "#components/ui/logo.tsx";

/** The shell's place where there is none to show: the page says why, and the mark leads home. */
export function BareShell({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="flex h-14 items-center border-hairline border-b bg-surface px-4">
        <a aria-label="Gatehouse, start page" className="rounded-control" href="/">
          <Logo />
        </a>
      </header>
      <main>{children}</main>
    </>
  );
}
