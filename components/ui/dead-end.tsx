"use client";

import { buttonClass } from "./button.tsx";
import { RequestId } from "./failure.tsx";
import { NarrowCard } from "./narrow-card.tsx";

const ends = {
  missing: {
    title: "Page not found",
    text: "There is nothing at this address for you. Check the link, or start again.",
    link: { href: "/", label: "Go to the start page" },
  },
  forbidden: {
    title: "You may not see this",
    text: "Your roles do not include it. An admin of your tenant can give you a role that does.",
    link: { href: "/", label: "Go to the start page" },
  },
  unauthorized: {
    title: "Sign in first",
    text: "This page is for people who signed in.",
    link: { href: "/auth/msp/signin", label: "Sign in" },
  },
} as const;

/**
 * A page that leads nowhere. Next sends all of these along with every page, in case it needs one: as
 * a client component each is one line there.
 */
export function DeadEnd({
  kind,
  requestId,
}: {
  kind: keyof typeof ends;
  requestId: string | null;
}) {
  const { title, text, link } = ends[kind];
  return (
    <NarrowCard title={title}>
      <p>{text}</p>
      <a className={`${buttonClass("primary")} mt-6 w-full`} href={link.href}>
        {link.label}
      </a>
      {requestId && (
        <div className="mt-6 text-muted">
          <RequestId value={requestId} />
        </div>
      )}
    </NarrowCard>
  );
}
