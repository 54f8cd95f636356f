import { clsx } from "clsx";
import type { ReactNode } from "react";

const tones = {
  neutral: "bg-subtle text-muted",
  accent: "bg-selected text-text",
};

/** A word or two about the thing beside it. */
export function Badge({
  tone = "neutral",
  children,
}: {
  tone?: keyof typeof tones;
  children: ReactNode;
}) {
  return (
    <span
      className={clsx(
        "inline-flex h-5 shrink-0 items-center whitespace-nowrap rounded-control px-1.5 font-medium text-meta",
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
