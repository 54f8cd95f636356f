import Link from "next/link";
import { methodName } from "#app/(account)/account/method-name.ts";
import { describeUserAgent } from "#app/(account)/account/user-agent.ts";
import { EndSessionForm } from "#app/(console)/t/[tenant]/users/end-session-form.tsx";
import type { Person } from "#app/(console)/t/[tenant]/users/find-person.ts";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Cell, Row, Table } from "#components/ui/table.tsx";

/** Where a person is signed in, and the way to end it. */
export function SessionsCard({
  tenant,
  id,
  sessions,
  mayEnd,
  endAllHref,
  now,
}: {
  tenant: string;
  id: string;
  sessions: NonNullable<Person["sessions"]>;
  mayEnd: boolean;
  endAllHref: string;
  now: Date;
}) {
  if (sessions.length === 0) {
    return (
      <Card title="Sessions">
        <p className="p-4 text-muted md:p-6">Not signed in anywhere.</p>
      </Card>
    );
  }
  const columns = ["Browser", "Signed in", "Last seen", "Address"];
  const endAll = mayEnd && (
    <Link className={buttonClass("secondary")} href={endAllHref} prefetch={false} scroll={false}>
      End all sessions
    </Link>
  );
  return (
    <Card action={endAll} title="Sessions">
      <Table caption="Sessions" columns={mayEnd ? [...columns, "End"] : columns}>
        {sessions.map((session) => {
          const browser = describeUserAgent(session.userAgent);
          return (
            <Row key={session.id}>
              <Cell column="Browser">
                <span className="flex flex-wrap items-center gap-x-2 max-md:justify-end">
                  <span className="font-medium" title={session.userAgent}>
                    {browser}
                  </span>
                  {session.current && <Badge tone="accent">This device</Badge>}
                </span>
                <span className="block text-compact text-muted [overflow-wrap:anywhere]">
                  <bdi>{methodName(session)}</bdi>
                </span>
              </Cell>
              <Cell column="Signed in">
                <RelativeTime at={new Date(session.createdAt)} now={now} />
              </Cell>
              <Cell column="Last seen">
                <RelativeTime at={new Date(session.lastSeenAt)} now={now} />
              </Cell>
              <Cell column="Address">
                <code className="break-all font-mono text-compact">{session.address}</code>
              </Cell>
              {mayEnd && (
                <Cell column="End">
                  <EndSessionForm
                    browser={browser}
                    id={id}
                    sessionId={session.id}
                    tenant={tenant}
                  />
                </Cell>
              )}
            </Row>
          );
        })}
      </Table>
    </Card>
  );
}
