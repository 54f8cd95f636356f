import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Cell, Row, Table } from "#components/ui/table.tsx";
import { describeUserAgent } from "./user-agent.ts";

export type SessionRow = {
  id: string;
  current: boolean;
  userAgent: string;
  address: string;
  createdAt: Date;
  lastSeenAt: Date;
};

/** Every browser this person is signed in with, and the way out of all of them. */
export function SessionsCard({ sessions, now }: { sessions: readonly SessionRow[]; now: Date }) {
  return (
    <Card
      action={
        <form action="/auth/msp/signout" method="post">
          <input name="everywhere" type="hidden" value="yes" />
          <button className={buttonClass("secondary")} type="submit">
            Sign out everywhere
          </button>
        </form>
      }
      title="Your sessions"
    >
      <Table caption="Your sessions" columns={["Browser", "Address", "Signed in", "Last seen"]}>
        {sessions.map((session) => (
          <Row key={session.id}>
            <Cell column="Browser">
              <span className="flex flex-wrap items-center gap-x-2 max-md:justify-end md:flex-nowrap">
                <span className="whitespace-nowrap font-medium" title={session.userAgent}>
                  {describeUserAgent(session.userAgent)}
                </span>
                {session.current && <Badge tone="accent">This device</Badge>}
              </span>
            </Cell>
            <Cell column="Address">
              <code className="break-all font-mono text-compact">{session.address}</code>
            </Cell>
            <Cell column="Signed in">
              <RelativeTime at={session.createdAt} now={now} />
            </Cell>
            <Cell column="Last seen">
              <RelativeTime at={session.lastSeenAt} now={now} />
            </Cell>
          </Row>
        ))}
      </Table>
    </Card>
  );
}
