import { clsx } from "clsx";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import type { ReactNode } from "react";
import { TableSkeleton } from "#components/data-table/table-skeleton.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Logo, LogoMark } from "#components/ui/logo.tsx";
import { ToastRegion } from "#components/ui/toast.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { NavDrawer } from "./drawer.tsx";
import { NavList } from "./nav-list.tsx";
import { CommandPalette, TenantSwitcher, type Tools } from "./top-bar-tools.tsx";

/** What stands around every page of the console. It shows and leads; it guards nothing. */
export function Shell({
  tools,
  person,
  look,
  children,
}: {
  tools: Tools;
  person: { name: string; email: string };
  look: { theme: string; sidebar: "wide" | "narrow" };
  children: ReactNode;
}) {
  const narrow = look.sidebar === "narrow";
  return (
    <>
      <a
        className="sr-only rounded-control bg-accent px-4 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
        href="#content"
      >
        Skip to the content
      </a>
      <div
        className={clsx(
          "min-h-dvh lg:grid",
          narrow ? "lg:grid-cols-[56px_minmax(0,1fr)]" : "lg:grid-cols-[240px_minmax(0,1fr)]",
        )}
      >
        <aside className="sticky top-0 hidden h-dvh flex-col border-hairline border-r bg-surface lg:flex">
          <a
            aria-label="Gatehouse, start page"
            className={clsx(
              "flex h-14 shrink-0 items-center rounded-control",
              narrow ? "justify-center" : "px-5",
            )}
            href="/"
          >
            {narrow ? <LogoMark /> : <Logo />}
          </a>
          <nav aria-label="Console" className="grow overflow-y-auto overflow-x-hidden p-2 pt-4">
            <NavList groups={tools.groups} narrow={narrow} />
          </nav>
          <form action={tools.saveLook} className="p-2">
            <button
              aria-label={narrow ? "Widen the sidebar" : "Narrow the sidebar"}
              className={buttonClass("quiet", "square")}
              name="sidebar"
              title={narrow ? "Widen the sidebar" : "Narrow the sidebar"}
              type="submit"
              value={narrow ? "wide" : "narrow"}
            >
              {narrow ? (
                <PanelLeftOpen aria-hidden="true" className="size-4" />
              ) : (
                <PanelLeftClose aria-hidden="true" className="size-4" />
              )}
            </button>
          </form>
        </aside>
        <div className="flex min-h-dvh min-w-0 flex-col">
          <header className="sticky top-0 z-30 flex h-14 shrink-0 items-center gap-2 border-hairline border-b bg-surface px-2 md:px-4">
            <NavDrawer groups={tools.groups} />
            <TenantSwitcher {...tools} />
            <Breadcrumb groups={tools.groups} />
            <div className="ml-auto flex shrink-0 items-center gap-2">
              <CommandPalette {...tools} />
              <AccountMenu {...person} saveLook={tools.saveLook} theme={look.theme} />
            </div>
          </header>
          <main
            className="relative flex grow scroll-mt-14 flex-col outline-none"
            id="content"
            tabIndex={-1}
          >
            {children}
            <div className="page-skeleton absolute inset-0 z-20 bg-canvas pt-18">
              <TableSkeleton />
            </div>
          </main>
        </div>
      </div>
      <ToastRegion />
    </>
  );
}
