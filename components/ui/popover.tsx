"use client";

import { clsx } from "clsx";
import { type ReactNode, useId, useRef } from "react";

/**
 * A button and the panel that it opens, by the browser's own popover: it closes on Escape and on a
 * click beside it, and needs no script for that. A link or a button inside closes it too.
 */
export function Popover({
  button,
  buttonClass,
  label,
  align = "start",
  stay = false,
  children,
}: {
  button: ReactNode;
  buttonClass: string;
  /** What a screen reader calls the button, where its content is not enough. */
  label?: string;
  align?: "start" | "end";
  /** Whether a click on a button inside leaves the panel open. */
  stay?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  return (
    <>
      <button aria-label={label} className={buttonClass} popoverTarget={id} type="button">
        {button}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only listens to the controls inside */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a key on a control inside is a click on it */}
      <div
        className={clsx("popover-panel p-1")}
        data-align={align}
        id={id}
        onClick={(event) => {
          const control = event.target instanceof Element && event.target.closest("a, button");
          if (control && !stay) panel.current?.hidePopover();
        }}
        popover="auto"
        ref={panel}
      >
        {children}
      </div>
    </>
  );
}

/** The look of one line of a popover: a link, or the button of a form. */
export const popoverItem =
  "flex min-h-9 w-full cursor-pointer items-center gap-2 rounded-control px-3 py-1.5 text-left hover:bg-subtle pointer-coarse:min-h-11";
