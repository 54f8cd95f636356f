import { NarrowCard } from "#components/ui/narrow-card.tsx";

/** The one answer to a link that is missing, wrong, used or out of date. */
export function LinkRefused() {
  return (
    <NarrowCard title="This link opens nothing">
      <p>
        A setup link works once, and only the newest one counts. Gatehouse writes a new link to its
        log every time it starts without an operator.
      </p>
      <p className="mt-4">On the machine itself, the command line needs no link:</p>
      <pre className="mt-2 overflow-x-auto rounded-control bg-subtle p-3 font-mono text-meta">
        <code>bin/gatehouse setup</code>
      </pre>
    </NarrowCard>
  );
}
