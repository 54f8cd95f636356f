import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";

/** Who this is, in which tenant, and how they came in: one fact a line. */
export function IdentityCard({ facts }: { facts: readonly { label: string; value: ReactNode }[] }) {
  return (
    <Card title="Signed in as">
      <dl className="flex flex-col gap-4 p-4 md:p-6">
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-meta text-muted">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
