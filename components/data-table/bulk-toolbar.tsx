"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";

/** Takes the toolbar's place while rows are chosen. */
export function BulkToolbar({
  count,
  clear,
  children,
}: {
  count: number;
  clear: () => void;
  children: ReactNode;
}) {
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
        {count} selected
      </p>
      {children}
    </div>
  );
}
