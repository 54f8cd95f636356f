import { CircleAlert, CircleCheck, CircleMinus } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import type { HealthPart } from "#domain/platform/health.ts";

const titles: Record<HealthPart["part"], string> = {
  database: "Database",
  queue: "Job queue",
  mail: "Mail",
  dns: "DNS",
  providers: "Upstream providers",
};

/** One part that the platform rests on: how it does, where it fails, and what to do about it. */
export function HealthCard({ part, children }: { part: HealthPart; children?: ReactNode }) {
  return (
    <Card action={<StateBadge state={part.state} />} title={titles[part.part]}>
      <div className="flex flex-col gap-3 px-4 py-4 md:px-6">
        <p className="[overflow-wrap:anywhere]">{part.detail}</p>
        {(part.stage !== null || part.whatToDo !== null) && (
          <dl className="flex flex-col gap-2">
            {part.stage !== null && (
              <Line label="Failing stage">
                <code className="font-mono text-compact">{part.stage}</code>
              </Line>
            )}
            {part.whatToDo !== null && <Line label="What to do">{part.whatToDo}</Line>}
          </dl>
        )}
        {children}
      </div>
    </Card>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 md:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function StateBadge({ state }: { state: HealthPart["state"] }) {
  if (state === "ok") {
    return (
      <Badge icon={<CircleCheck aria-hidden="true" />} tone="success">
        Working
      </Badge>
    );
  }
  if (state === "off") {
    return <Badge icon={<CircleMinus aria-hidden="true" />}>Off</Badge>;
  }
  return (
    <Badge icon={<CircleAlert aria-hidden="true" />} tone="danger">
      Trouble
    </Badge>
  );
}
