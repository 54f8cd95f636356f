"use client";

import { useEffect, useState } from "react";

const SHOWN_MS = 2000;

/** Copies `value`. Without scripts it is hidden: the value beside it selects as a whole on a click. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const [shown, setShown] = useState("Copy");
  useEffect(() => {
    if (shown === "Copy") return;
    const timer = setTimeout(() => setShown("Copy"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setShown("Copied");
    } catch {
      // Over plain http, away from loopback, a page has no clipboard.
      setShown("Select it instead");
    }
  }

  return (
    <button
      aria-label={label}
      className="-my-1 inline-flex h-6 shrink-0 cursor-pointer items-center rounded-control font-medium text-meta underline underline-offset-2 pointer-coarse:h-11 noscript:hidden"
      onClick={copy}
      type="button"
    >
      <span aria-live="polite">{shown}</span>
    </button>
  );
}
