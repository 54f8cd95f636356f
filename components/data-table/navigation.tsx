"use client";

import { useRouter } from "next/navigation";
import {
  type ComponentProps,
  createContext,
  type MouseEvent,
  useContext,
  useTransition,
} from "react";

type Go = (href: string, options?: { replace?: boolean }) => void;

const NavigationContext = createContext<Go>(() => {});
export const NavigationProvider = NavigationContext;

/** Moves to another state of this list; `pending` until it stands there. */
export function useListNavigation(): { pending: boolean; go: Go } {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const go: Go = (href, { replace = false } = {}) =>
    startTransition(() => router[replace ? "replace" : "push"](href, { scroll: false }));
  return { pending, go };
}

/** The way to another state of the list around it. */
export function useGo(): Go {
  return useContext(NavigationContext);
}

/** A link to another state of the list: a plain link, followed without leaving the page. */
export function ListLink({ href, ...rest }: Omit<ComponentProps<"a">, "href"> & { href: string }) {
  const go = useGo();
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        go(href);
      }}
    />
  );
}

function isPlainClick(event: MouseEvent): boolean {
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  return event.button === 0 && !modified && !event.defaultPrevented;
}
