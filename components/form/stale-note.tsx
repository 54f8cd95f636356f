"use client";

import { clsx } from "clsx";
import { UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import { useFormFacts } from "./form-context.ts";

/** At a field that somebody else saved meanwhile: what they saved. In: how its values are said. */
export function StaleNote({
  name,
  show,
  indent = false,
}: {
  name: string;
  show: (values: readonly string[]) => ReactNode;
  indent?: boolean;
}) {
  const { prefix, staleOf } = useFormFacts();
  const stale = staleOf(name);
  if (!stale) return null;
  const empty = stale.theirs.every((value) => value === "");
  return (
    <div
      className={clsx(
        "mt-1 flex gap-2 rounded-control bg-warning-tint px-3 py-2 text-compact",
        indent && "ml-6",
      )}
      id={`${prefix}-${name}-stale`}
    >
      <UsersRound aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-warning" />
      <div className="min-w-0">
        <span className="text-warning">They saved:</span>{" "}
        <bdi className="whitespace-pre-wrap font-medium [overflow-wrap:anywhere]">
          {empty && show(stale.theirs) === "" ? "Nothing" : show(stale.theirs)}
        </bdi>
        {!stale.touched && (
          <span className="block text-muted">
            You had not changed this, so theirs stays either way.
          </span>
        )}
      </div>
    </div>
  );
}
