"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useCrumbName } from "./crumb-name.tsx";
import type { NavGroup } from "./nav-items.ts";

/** Where this page is: the list that it belongs to, and the object, each but the last a link. */
export function Breadcrumb({ groups }: { groups: readonly NavGroup[] }) {
  const path = usePathname();
  const named = useCrumbName();
  const home = groups
    .flatMap(({ items }) => items)
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
  if (!home) return null;
  const rest = path
    .slice(home.href.length)
    .split("/")
    .flatMap((segment) => named(segment) ?? (isSaid(segment) ? readable(segment) : []));
  const crumbs = [home.label, ...rest];
  return (
    <nav aria-label="Breadcrumb" className="min-w-0 max-md:hidden">
      <ol className="flex min-w-0 items-center gap-2 text-muted">
        {crumbs.map((crumb, at) => (
          <li
            className="flex min-w-0 items-center gap-2 before:text-muted before:content-['/'_/_'']"
            key={crumb}
          >
            {at === 0 && path !== home.href ? (
              <Link className="truncate hover:text-text" href={home.href} prefetch={false}>
                {crumb}
              </Link>
            ) : (
              <span
                aria-current={at === crumbs.length - 1 ? "page" : undefined}
                className="truncate text-text"
              >
                <bdi>{crumb}</bdi>
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** An id says nothing to anybody; its page says the name, by `CrumbName`. */
function isSaid(segment: string): boolean {
  return segment !== "" && !/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(segment);
}

const words: Readonly<Record<string, string>> = {
  new: "New",
  edit: "Edit",
  google: "Google",
  "azure-ad": "Microsoft Entra ID",
  oidc: "OpenID Provider",
};

function readable(segment: string): string {
  const word = words[segment];
  if (word !== undefined) return word;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
