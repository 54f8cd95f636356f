import { AgreedList, type ConsentRow, LastUsed } from "#app/(account)/account/consents-card.tsx";
import { WithdrawConsentForm } from "#app/(console)/t/[tenant]/users/end-session-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Cell, Row, Table } from "#components/ui/table.tsx";

/** Which apps of others a person let in, and the way to take it back for them. */
export function ConsentsCard({
  tenant,
  id,
  consents,
  mayWithdraw,
  now,
}: {
  tenant: string;
  id: string;
  consents: readonly ConsentRow[];
  mayWithdraw: boolean;
  now: Date;
}) {
  if (consents.length === 0) {
    return (
      <Card title="Apps that they allowed">
        <p className="p-4 text-muted md:p-6">None.</p>
      </Card>
    );
  }
  const columns = ["App", "It may", "Allowed", "Last used"];
  return (
    <Card title="Apps that they allowed">
      <Table
        caption="Apps that they allowed"
        columns={mayWithdraw ? [...columns, "Withdraw"] : columns}
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
            {mayWithdraw && (
              <Cell column="Withdraw">
                <WithdrawConsentForm
                  id={id}
                  name={consent.name}
                  ssoClientId={consent.ssoClientId}
                  tenant={tenant}
                />
              </Cell>
            )}
          </Row>
        ))}
      </Table>
    </Card>
  );
}
