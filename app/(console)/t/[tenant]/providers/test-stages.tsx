import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import { type ConnectionTest, stages } from "./provider-facts.ts";

/** The stages of a connection test: those that passed, the one that failed and why, and the rest. */
export function TestStages({ test }: { test: ConnectionTest | null }) {
  const reached = test ? stages.findIndex(({ stage }) => stage === test.stage) : -1;
  return (
    <ol className="flex flex-col gap-3">
      {stages.map(({ stage, title, text }, index) => {
        const failed = test !== null && !test.ok && index === reached;
        const passed = test !== null && (test.ok || index < reached);
        return (
          <li className="flex gap-3" key={stage}>
            {failed ? (
              <CircleX aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger" />
            ) : passed ? (
              <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-success" />
            ) : (
              <CircleDashed aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />
            )}
            <div className="min-w-0">
              <p>
                <span className="font-medium">{title}</span>{" "}
                <span
                  className={`font-medium text-meta ${failed ? "text-danger" : passed ? "text-success" : "text-muted"}`}
                >
                  {failed ? "Failed" : passed ? "Passed" : test ? "Not reached" : "Not tested"}
                </span>
              </p>
              <p
                className={`break-words ${failed ? "mt-1 rounded-control bg-danger-tint p-3 text-compact text-danger" : "text-compact text-muted"}`}
              >
                {failed ? test.message : text}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
