"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { ListLink, useGo } from "./navigation.tsx";
import { hrefWith, type UrlState } from "./url-state.ts";

/** A look inside one row, beside the list, which stays in use. Escape closes it, and so does Back. */
export function PeekDrawer({
  at,
  title,
  content,
}: {
  at: UrlState;
  title: string;
  content: ReactNode;
}) {
  const go = useGo();
  const heading = useRef<HTMLHeadingElement>(null);
  const id = at.params["peek"];
  const closed = hrefWith(at, { peek: null });

  useEffect(() => {
    if (id !== undefined) heading.current?.focus();
    return () => {
      const row = document.querySelector(`[data-row-id="${CSS.escape(id ?? "")}"] a`);
      if (row instanceof HTMLElement) row.focus();
    };
  }, [id]);

  return (
    <aside
      aria-labelledby="peek-title"
      className="fixed inset-y-0 right-0 z-30 flex w-120 max-w-full flex-col border-hairline border-l bg-surface shadow-overlay motion-safe:animate-appear"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        go(closed);
      }}
    >
      <header className="flex min-h-14 shrink-0 items-center justify-between gap-4 border-hairline border-b px-6 py-2">
        <h2
          className="min-w-0 break-words font-semibold text-touch outline-none"
          id="peek-title"
          ref={heading}
          tabIndex={-1}
        >
          {title}
        </h2>
        <ListLink aria-label="Close" className={buttonClass("quiet", "square")} href={closed}>
          <X aria-hidden="true" className="size-4" />
        </ListLink>
      </header>
      <div className="grow overflow-y-auto p-6">{content}</div>
    </aside>
  );
}
