import { NarrowCard } from "#components/ui/narrow-card.tsx";

/** The one answer to a link that is missing, wrong, used or out of date. */
export function LinkRefused() {
  return (
    <NarrowCard title="This link opens nothing">
      <p>
        A setup link works once, for 24 hours, and only the newest one counts. Gatehouse writes a
        new one to its log at each start, until the first operator exists.
      </p>
      <p className="mt-4">On the machine itself, the command line needs no link:</p>
      <pre className="mt-2 overflow-x-auto rounded-control bg-subtle p-3 font-mono text-meta">
        <code>bin/gatehouse setup</code>
      </pre>
    </NarrowCard>
  );
}
