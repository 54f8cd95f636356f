import { CircleCheck, CircleX, Clock } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { exactTime, RelativeTime } from "#components/ui/relative-time.tsx";
import { Cell, Row, Table } from "#components/ui/table.tsx";
import type { listLogoutDeliveries } from "#domain/logout-deliveries/list.ts";

type Delivery = Awaited<ReturnType<typeof listLogoutDeliveries>>["items"][number];

/**
 * Which SSO clients were told that a session of one person ended, or of whose sessions' ends one client
 * was told, and how that went. In: whether the other side of each line is a client or a person.
 */
export function LogoutsCard({
  to,
  deliveries,
  now,
}: {
  to: "client" | "person";
  deliveries: readonly Delivery[];
  now: Date;
}) {
  if (deliveries.length === 0) return null;
  const other = to === "client" ? "SSO client" : "Person";
  return (
    <Card title="Sign-outs that were told">
      <Table caption="Sign-outs that were told" columns={[other, "Signed out", "Told", "Tries"]}>
        {deliveries.map((delivery) => (
          <Row key={delivery.id}>
            <Cell column={other}>
              <bdi className="font-medium [overflow-wrap:anywhere]">
                {to === "client" ? delivery.clientName : delivery.email}
              </bdi>
            </Cell>
            <Cell column="Signed out">
              <RelativeTime at={new Date(delivery.createdAt)} now={now} />
            </Cell>
            <Cell column="Told">
              <Told delivery={delivery} />
            </Cell>
            <Cell column="Tries">{delivery.tries}</Cell>
          </Row>
        ))}
      </Table>
    </Card>
  );
}

function Told({ delivery }: { delivery: Delivery }) {
  const { state, lastError, nextTryAt } = delivery;
  if (state === "delivered") {
    return (
      <Badge icon={<CircleCheck aria-hidden="true" />} tone="success">
        Delivered
      </Badge>
    );
  }
  const isOpen = state === "pending";
  return (
    <>
      <Badge
        icon={isOpen ? <Clock aria-hidden="true" /> : <CircleX aria-hidden="true" />}
        tone={isOpen ? "warning" : "danger"}
      >
        {isOpen ? "Not yet" : "Given up"}
      </Badge>
      {lastError !== null && (
        <span className="block text-compact text-muted [overflow-wrap:anywhere]">{lastError}</span>
      )}
      {isOpen && nextTryAt !== null && lastError !== null && (
        <span className="block text-compact text-muted">
          Next try at {exactTime(new Date(nextTryAt))}
        </span>
      )}
    </>
  );
}
