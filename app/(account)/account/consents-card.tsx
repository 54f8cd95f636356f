import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Cell, Row, Table } from "#components/ui/table.tsx";
import type { listOwnConsents } from "#domain/consents/list-own.ts";
import { agreedTexts } from "#domain/consents/scope-texts.ts";
import { WithdrawForm } from "./account-forms.tsx";

export type ConsentRow = Awaited<ReturnType<typeof listOwnConsents>>[number];

/** Which apps of others this person let in, what they may, and the way to take it back. */
export function ConsentsCard({ consents, now }: { consents: readonly ConsentRow[]; now: Date }) {
  return (
    <Card title="Apps that you allowed">
      <p className="max-w-160 p-4 text-muted md:px-6">
        {consents.length === 0
          ? "None. Apps that are not your organisation's own ask you first, and then stand here."
          : "Withdrawing signs you out of the app at once. It asks you again next time."}
      </p>
      {consents.length > 0 && (
        <Table
          caption="Apps that you allowed"
          columns={["App", "It may", "Allowed", "Last used", "Withdraw"]}
        >
          {consents.map((consent) => (
            <Row key={consent.ssoClientId}>
              <Cell column="App">
                <bdi className="font-medium [overflow-wrap:anywhere]">{consent.name}</bdi>
              </Cell>
              <Cell column="It may">
                <AgreedList consent={consent} />
              </Cell>
              <Cell column="Allowed">
                <RelativeTime at={consent.givenAt} now={now} />
              </Cell>
              <Cell column="Last used">
                <LastUsed at={consent.lastUsedAt} now={now} />
              </Cell>
              <Cell column="Withdraw">
                <WithdrawForm name={consent.name} ssoClientId={consent.ssoClientId} />
              </Cell>
            </Row>
          ))}
        </Table>
      )}
    </Card>
  );
}

/** What one app may, a line each. */
export function AgreedList({ consent }: { consent: ConsentRow }) {
  return (
    <ul className="text-compact [overflow-wrap:anywhere]">
      {agreedTexts(consent).map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

/** When an app was given something last, if ever. */
export function LastUsed({ at, now }: { at: Date | null; now: Date }) {
  return at === null ? (
    <span className="text-muted">Never</span>
  ) : (
    <RelativeTime at={at} now={now} />
  );
}
