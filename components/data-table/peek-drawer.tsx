"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { inertAround } from "./inert-around.ts";
import { ListLink, useGo } from "./navigation.tsx";
import { hrefWith, type UrlState } from "./url-state.ts";

/** From here on the page makes room for the drawer, as globals.css says; below it covers the page. */
const WITH_ROOM = "(width >= 80rem)";

/**
 * A look inside one row, beside the list, which stays in use. Where there is no room for both, the
 * list waits behind it, so that the focus never goes where nobody sees it. Escape closes it, and so
 * does Back.
 */
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
  const drawer = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = at.params["peek"];
  const closed = hrefWith(at, { peek: null });

  useEffect(() => {
    const room = matchMedia(WITH_ROOM);
    let giveBack = () => {};
    const place = () => {
      giveBack();
      giveBack = room.matches || !drawer.current ? () => {} : inertAround(drawer.current);
    };
    place();
    room.addEventListener("change", place);
    return () => {
      room.removeEventListener("change", place);
      giveBack();
    };
  }, []);

  useEffect(() => {
    if (id !== undefined) heading.current?.focus();
    return () => {
      const row = document.querySelector(`[data-row-id="${CSS.escape(id ?? "")}"] a`);
      if (row instanceof HTMLElement) row.focus();
    };
  }, [id]);

  return (
    <div className="contents" ref={drawer}>
      <ListLink
        aria-hidden="true"
        className="fixed inset-0 z-40 bg-black/40 xl:hidden"
        href={closed}
        tabIndex={-1}
      />
      <aside
        aria-labelledby="peek-title"
        className="peek-drawer fixed inset-y-0 right-0 z-40 flex w-120 max-w-full flex-col border-hairline border-l bg-surface shadow-overlay motion-safe:animate-appear xl:top-14 xl:z-20 xl:shadow-none"
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
    </div>
  );
}
