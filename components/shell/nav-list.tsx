"use client";

import { clsx } from "clsx";
import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import { useId } from "react";
import { NavIcon } from "./nav-icons.tsx";
import type { NavGroup } from "./nav-items.ts";

const MOST_COUNTED = 99;

/** The sidebar's entries; `narrow` keeps just the pictures, and the words for who hears them. */
export function NavList({
  groups,
  narrow = false,
  onNavigate,
}: {
  groups: readonly NavGroup[];
  narrow?: boolean;
  onNavigate?: () => void;
}) {
  const path = usePathname();
  const id = useId();
  const current = groups
    .flatMap(({ items }) => items)
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0]?.href;
  return groups.map((group, index) => (
    <div className="mb-4" key={group.label}>
      <p
        className={clsx("truncate px-3 pb-1 font-medium text-meta text-muted", narrow && "sr-only")}
        id={`${id}-${index}`}
        title={group.label}
      >
        {group.label}
      </p>
      <ul aria-labelledby={`${id}-${index}`} className="flex flex-col gap-0.5">
        {group.items.map((item) => (
          <li key={item.href}>
            <Link
              aria-current={item.href === current ? "page" : undefined}
              className={clsx(
                "flex h-9 items-center gap-3 rounded-control px-3 font-medium pointer-coarse:h-11",
                item.href === current
                  ? "bg-selected text-text"
                  : "text-muted hover:bg-subtle hover:text-text",
                narrow && "justify-center px-0!",
              )}
              href={item.href}
              onClick={() => onNavigate?.()}
              prefetch={false}
              title={narrow ? item.label : undefined}
            >
              <NavIcon name={item.icon} />
              <span className={narrow ? "sr-only" : "min-w-0 grow truncate"}>{item.label}</span>
              {item.count !== undefined && item.count.value > 0 && (
                <span
                  className={clsx(
                    "rounded-full bg-warning-tint px-2 py-0.5 text-meta text-warning",
                    narrow && "sr-only",
                  )}
                >
                  {item.count.value > MOST_COUNTED ? `${MOST_COUNTED}+` : item.count.value}{" "}
                  <span className="sr-only">{item.count.of}</span>
                </span>
              )}
              <Pending />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  ));
}

/** Marks the page as about to change, for the skeleton that follows after 200 ms. */
function Pending() {
  return useLinkStatus().pending ? <span data-navigating="" hidden /> : null;
}
