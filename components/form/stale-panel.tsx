"use client";

import { UsersRound } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Stale } from "./action-state.ts";
import { useFormFacts } from "./form-context.ts";

/**
 * Somebody else saved first. What they saved stands at each field, beside what was typed; "Keep mine"
 * sends the form again from their version, "Take theirs" fills it with what they saved.
 */
export function StalePanel({ stale, now }: { stale: Stale; now: Date }) {
  const { pending } = useFormFacts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (stale) heading.current?.focus();
  }, [stale]);
  return (
    <section className="flex flex-col gap-3 rounded-control border border-warning bg-warning-tint p-3 md:p-4">
      {/* Enter in a field sends the form as it was made, never "Keep mine". */}
      <button aria-hidden="true" className="hidden" tabIndex={-1} type="submit" />
      <div className="flex gap-2 text-warning">
        <UsersRound aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        <div className="min-w-0 [overflow-wrap:anywhere]">
          <h3 className="font-semibold outline-none" ref={heading} tabIndex={-1}>
            {stale.by ? (
              <>
                <bdi>{stale.by.name}</bdi> saved first,{" "}
                <RelativeTime at={new Date(stale.by.at)} now={now} />
              </>
            ) : (
              "Somebody else saved first"
            )}
          </h3>
          <p className="text-text">
            What they saved stands at each field, beside what you typed. Nothing was saved over, and
            nothing of yours is lost.
          </p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button name="version" pending={pending} type="submit" value={stale.version}>
          Keep mine
        </Button>
        <Button name="_stale" type="submit" value="theirs" variant="secondary">
          Take theirs
        </Button>
      </div>
    </section>
  );
}
