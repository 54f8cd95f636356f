"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { BulkChoice } from "#components/data-table/bulk-toolbar.tsx";
import { Button } from "#components/ui/button.tsx";
import { FailureRegion } from "#components/ui/failure.tsx";
import { toast } from "#components/ui/toast.tsx";
import { type Failed, type FormAction, idle } from "./action-state.ts";
import type { BulkResult, BulkWords } from "./bulk-result.ts";
import { useFormSession } from "./form-context.ts";
import { unreachable } from "./unreachable.ts";

/** No list counts further, and nobody asks for more by one click. */
const MOST_AT_ONCE = 10_000;
const MOST_SHOWN = 20;

type Report = { done: number; failures: BulkResult["failures"]; stopped: Failed | null };
const nothing: Report = { done: 0, failures: [], stopped: null };

/**
 * One thing to do with everything that a list's search and filters match: asked once more, then done
 * batch by batch, so that each request is short, with what was done so far and a way to stop. What
 * failed is named at the end, with the reason; the rest is done.
 */
export function BulkMatching({
  action,
  matching,
  words,
  tenant,
  clear,
  danger,
}: {
  action: FormAction<BulkResult>;
  matching: NonNullable<BulkChoice["matching"]>;
  words: BulkWords;
  tenant: string | undefined;
  clear: () => void;
  danger: boolean;
}) {
  const [phase, setPhase] = useState<"idle" | "asking" | "running" | "over">("idle");
  const [report, setReport] = useState(nothing);
  const stop = useRef(false);
  const router = useRouter();
  const { proof } = useFormSession();
  const many = `${matching.value.toLocaleString("en")}${matching.capped ? "+" : ""} ${words.many}`;

  // Whoever leaves the list sees neither what is done nor a way to stop it.
  useEffect(
    () => () => {
      stop.current = true;
    },
    [],
  );

  const run = async () => {
    setPhase("running");
    stop.current = false;
    let [so, after]: [Report, string | null] = [nothing, ""];
    while (after !== null && !stop.current && so.done + so.failures.length < MOST_AT_ONCE) {
      const form = new FormData();
      form.set("_matching", matching.query);
      form.set("_after", after);
      if (tenant !== undefined) form.set("_tenant", tenant);
      if (proof !== null) form.set("_for", proof);
      const answer = await action(idle, form).catch(unreachable);
      const batch = answer.status === "done" ? answer.data : null;
      so = {
        done: so.done + (batch?.done ?? 0),
        failures: [...so.failures, ...(batch?.failures ?? [])],
        stopped: answer.status === "failed" ? answer : null,
      };
      setReport(so);
      after = batch?.next ?? null;
    }
    router.refresh();
    if (so.failures.length > 0 || so.stopped || stop.current) return setPhase("over");
    toast(`${words.past} ${so.done.toLocaleString("en")} ${words.many}.`);
    clear();
  };

  if (phase === "idle") {
    return (
      <Button onClick={() => setPhase("asking")} variant={danger ? "danger" : "secondary"}>
        {words.verb} all {many}
      </Button>
    );
  }
  if (phase === "asking") {
    return (
      <fieldset className="flex flex-wrap items-center gap-2">
        <legend className="float-left mr-2">This is for {many}, on every page of the list.</legend>
        <Button autoFocus onClick={() => setPhase("idle")}>
          Cancel
        </Button>
        <Button onClick={run} variant="danger">
          Yes, {words.verb.toLowerCase()} {many}
        </Button>
      </fieldset>
    );
  }
  const shown = report.failures.slice(0, MOST_SHOWN);
  const rest = report.failures.length - shown.length;
  return (
    <div className="flex min-w-0 basis-full flex-col gap-2 pb-2">
      <p role="status">
        {words.past} {report.done.toLocaleString("en")} of {many}
        {report.failures.length > 0 && `, ${report.failures.length.toLocaleString("en")} not`}.
      </p>
      {phase === "running" && (
        <div>
          <Button
            onClick={() => {
              stop.current = true;
            }}
            pending
          >
            Stop
          </Button>
        </div>
      )}
      {phase === "over" && (
        <>
          {shown.length > 0 && (
            <ul className="max-h-48 list-disc overflow-y-auto pl-5 text-compact">
              {shown.map(({ name, reason }) => (
                <li className="[overflow-wrap:anywhere]" key={name}>
                  <bdi className="font-medium">{name}</bdi>: {reason}
                </li>
              ))}
              {rest > 0 && <li>and {rest.toLocaleString("en")} more, each in the audit log</li>}
            </ul>
          )}
          <FailureRegion failure={report.stopped} />
          <div>
            <Button onClick={clear}>Close</Button>
          </div>
        </>
      )}
    </div>
  );
}
