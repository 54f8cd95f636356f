import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Cell, Row, Table } from "#components/ui/table.tsx";
import type { SignedIn } from "#domain/sessions/find.ts";
import { EndOthersForm, EndSessionForm } from "./account-forms.tsx";
import { methodName } from "./method-name.ts";
import { describeUserAgent } from "./user-agent.ts";

export type SessionRow = {
  id: string;
  current: boolean;
  method: SignedIn["method"];
  providerName: string | null;
  userAgent: string;
  address: string;
  createdAt: Date;
  lastSeenAt: Date;
};

const columns = ["Browser", "Address", "Signed in", "Last seen"];

/** Every browser this person is signed in with, and the way out of one, of the others and of all. */
export function SessionsCard({ sessions, now }: { sessions: readonly SessionRow[]; now: Date }) {
  return (
    <Card
      action={
        <div className="flex flex-wrap items-start gap-2">
          {sessions.length > 1 && <EndOthersForm />}
          <form action="/auth/msp/signout" method="post">
            <input name="everywhere" type="hidden" value="yes" />
            <button className={buttonClass("secondary")} type="submit">
              Sign out everywhere
            </button>
          </form>
        </div>
      }
      title="Your sessions"
    >
      <Table
        caption="Your sessions"
        columns={sessions.length > 1 ? [...columns, "Sign out"] : columns}
      >
        {sessions.map((session) => {
          const browser = describeUserAgent(session.userAgent);
          return (
            <Row key={session.id}>
              <Cell column="Browser">
                <span className="flex flex-wrap items-center gap-x-2 max-md:justify-end">
                  <span className="font-medium md:whitespace-nowrap" title={session.userAgent}>
                    {browser}
                  </span>
                  {session.current && <Badge tone="accent">This device</Badge>}
                </span>
                <span className="block text-compact text-muted [overflow-wrap:anywhere]">
                  <bdi>{methodName(session)}</bdi>
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
              {sessions.length > 1 && (
                <Cell column="Sign out">
                  {session.current ? (
                    <span className="text-muted">In use</span>
                  ) : (
                    <EndSessionForm browser={browser} sessionId={session.id} />
                  )}
                </Cell>
              )}
            </Row>
          );
        })}
      </Table>
    </Card>
  );
}
