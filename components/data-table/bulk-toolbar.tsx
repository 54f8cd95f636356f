"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";

/** Rows of this page by their ids, or everything that the list's search and filters match. */
export type BulkChoice = {
  ids: readonly string[];
  matching: { query: string; value: number; capped: boolean } | null;
};

/** Takes the toolbar's place while rows are chosen. */
export function BulkToolbar({
  count,
  matching,
  all,
  chooseAll,
  clear,
  children,
}: {
  count: number;
  /** What there is beyond the chosen rows; null when they are all. */
  matching: BulkChoice["matching"];
  /** Whether all of it is chosen. */
  all: boolean;
  chooseAll: () => void;
  clear: () => void;
  children: ReactNode;
}) {
  const matched = matching && `${matching.value.toLocaleString("en")}${matching.capped ? "+" : ""}`;
  return (
    <div className="sticky top-14 z-20 flex min-h-12 flex-wrap items-center gap-2 bg-selected px-4 py-1.5 md:px-6">
      <button
        aria-label="Choose none"
        className={buttonClass("quiet", "square")}
        onClick={clear}
        type="button"
      >
        <X aria-hidden="true" className="size-4" />
      </button>
      <p className="mr-2 font-medium" role="status">
        {all && matched !== null ? `All ${matched} matching selected` : `${count} selected`}
      </p>
      {matched !== null && !all && (
        <button
          className="mr-2 min-h-6 cursor-pointer font-medium text-accent underline underline-offset-2"
          onClick={chooseAll}
          type="button"
        >
          Select all {matched} matching
        </button>
      )}
      {children}
    </div>
  );
}
