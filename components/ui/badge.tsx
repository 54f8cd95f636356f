import { clsx } from "clsx";
import type { ReactNode } from "react";

const tones = {
  neutral: "bg-subtle text-muted",
  accent: "bg-selected text-text",
  success: "bg-success-tint text-success",
  warning: "bg-warning-tint text-warning",
  danger: "bg-danger-tint text-danger",
};

export type Tone = keyof typeof tones;

/** A word or two about the thing beside it. A state has an `icon` too: colour alone says nothing. */
export function Badge({
  tone = "neutral",
  icon,
  children,
}: {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span
      className={clsx(
        "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-control px-1.5 font-medium text-meta",
        "[&_svg]:size-3.5 [&_svg]:shrink-0",
        tones[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
