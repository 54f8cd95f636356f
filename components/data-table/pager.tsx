"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { ListLink } from "./navigation.tsx";
import { hrefWith, type UrlState } from "./url-state.ts";

/** The way to the pages before and after this one, where there are any. */
export function Pager({
  at,
  nextCursor,
  previousCursor,
}: {
  at: UrlState;
  nextCursor: string | null;
  previousCursor: string | null;
}) {
  if (nextCursor === null && previousCursor === null && !at.params["cursor"]) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-end gap-2 px-4 py-3 md:px-6">
      <Step at={at} cursor={previousCursor}>
        <ChevronLeft aria-hidden="true" className="size-4" /> Previous
      </Step>
      <Step at={at} cursor={nextCursor}>
        Next <ChevronRight aria-hidden="true" className="size-4" />
      </Step>
    </nav>
  );
}

function Step({
  at,
  cursor,
  children,
}: {
  at: UrlState;
  cursor: string | null;
  children: ReactNode;
}) {
  if (cursor === null) {
    return (
      <span className={`${buttonClass("secondary")} cursor-default! border-hairline! text-muted`}>
        {children}
      </span>
    );
  }
  return (
    <ListLink className={buttonClass("secondary")} href={hrefWith(at, { cursor })}>
      {children}
    </ListLink>
  );
}
