"use client";

import { Menu, X } from "lucide-react";
import { useRef } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Logo } from "#components/ui/logo.tsx";
import type { NavGroup } from "./nav-items.ts";
import { NavList } from "./nav-list.tsx";

/** The sidebar under 1024 px: a native popover, so that it opens and closes without a script too. */
export function NavDrawer({ groups }: { groups: readonly NavGroup[] }) {
  const panel = useRef<HTMLDivElement>(null);
  return (
    <div className="lg:hidden">
      <button
        aria-label="Open the navigation"
        className={buttonClass("quiet", "square")}
        popoverTarget="navigation"
        type="button"
      >
        <Menu aria-hidden="true" className="size-5" />
      </button>
      <div
        className="drawer inset-y-0 left-0 m-0 h-dvh max-h-none w-70 max-w-[85vw] overflow-y-auto border-hairline border-r bg-surface p-0 text-text shadow-overlay"
        id="navigation"
        popover="auto"
        ref={panel}
      >
        <div className="flex h-14 items-center justify-between pr-2 pl-5">
          <Logo />
          <button
            aria-label="Close the navigation"
            className={buttonClass("quiet", "square")}
            popoverTarget="navigation"
            popoverTargetAction="hide"
            type="button"
          >
            <X aria-hidden="true" className="size-4" />
          </button>
        </div>
        <nav aria-label="Console" className="p-2">
          <NavList groups={groups} onNavigate={() => panel.current?.hidePopover()} />
        </nav>
      </div>
    </div>
  );
}
