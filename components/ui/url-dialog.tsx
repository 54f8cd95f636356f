"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { buttonClass } from "./button.tsx";

/**
 * A dialog that stands in the address: Back closes it, a reload keeps it, and without a script it is
 * part of the page. With one it is modal: the focus stays in it and Escape leaves.
 */
export function UrlDialog({
  title,
  closeHref,
  children,
}: {
  title: string;
  /** The same page without the dialog. */
  closeHref: string;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const router = useRouter();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.close();
    element?.showModal();
    // Not the cross, where the browser would put it: the first thing to fill in, or what is asked.
    const field = element?.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select");
    (field ?? heading.current)?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      aria-labelledby="dialog-title"
      className="fixed inset-0 z-40 m-auto h-fit max-h-[calc(100dvh-2rem)] w-120 max-w-[calc(100vw-2rem)] overflow-y-auto rounded-card border border-hairline bg-surface text-text shadow-overlay motion-safe:animate-appear"
      onCancel={(event) => {
        event.preventDefault();
        router.push(closeHref, { scroll: false });
      }}
      open
      ref={dialog}
    >
      <header className="flex items-start justify-between gap-4 px-6 pt-5 pb-2">
        <h2
          className="min-w-0 break-words font-semibold text-touch outline-none"
          id="dialog-title"
          ref={heading}
          tabIndex={-1}
        >
          {title}
        </h2>
        <Link
          aria-label="Close"
          className={`${buttonClass("quiet", "square")} -mt-1.5 -mr-3`}
          href={closeHref}
          scroll={false}
        >
          <X aria-hidden="true" className="size-4" />
        </Link>
      </header>
      <div className="px-6 pb-6">{children}</div>
    </dialog>
  );
}
