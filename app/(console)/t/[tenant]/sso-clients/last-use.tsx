import { RelativeTime } from "#components/ui/relative-time.tsx";

/** When a client got tokens last, and for whom. */
export function LastUse({
  client,
  now,
}: {
  client: { lastUsedAt: string | null; lastUsedBy: string | null };
  now: Date;
}) {
  if (client.lastUsedAt === null) return <span className="text-muted">Never</span>;
  return (
    <span className="[overflow-wrap:anywhere]">
      <RelativeTime at={new Date(client.lastUsedAt)} now={now} />
      {client.lastUsedBy !== null && (
        <span className="text-muted">
          {" by "}
          <bdi>{client.lastUsedBy}</bdi>
        </span>
      )}
    </span>
  );
}
