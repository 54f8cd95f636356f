import type { ReactNode } from "react";

/** One fact a line: what it is called, and what it is. */
export function Facts({ facts }: { facts: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="flex flex-col gap-4">
      {facts.map(({ label, value }) => (
        <div className="min-w-0" key={label}>
          <dt className="text-meta text-muted">{label}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
