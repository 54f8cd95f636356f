import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "./button.tsx";

/** What comes after a step that was just done, and the way there. */
export function NextStep({
  title,
  link,
  children,
}: {
  title: string;
  link: { label: string; href: string };
  children: ReactNode;
}) {
  return (
    <section className="flex flex-wrap items-center justify-between gap-4 rounded-card bg-selected p-4 md:px-6">
      <div className="min-w-0 grow basis-64">
        <h2 className="font-semibold">{title}</h2>
        <div className="mt-1 flex flex-col gap-3">{children}</div>
      </div>
      <Link className={buttonClass("primary")} href={link.href} prefetch={false}>
        {link.label} <ArrowRight aria-hidden="true" className="size-4" />
      </Link>
    </section>
  );
}
