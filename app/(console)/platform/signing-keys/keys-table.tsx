import { Clock, History, PenLine } from "lucide-react";
import type { ReactNode } from "react";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Cell, Row, Table } from "#components/ui/table.tsx";
import type { SigningKey } from "#domain/signing-keys/schemas.ts";

const states: Record<SigningKey["state"], { word: string; tone: Tone; icon: ReactNode }> = {
  next: { word: "Signs later", tone: "accent", icon: <Clock aria-hidden="true" /> },
  signing: { word: "Signs now", tone: "success", icon: <PenLine aria-hidden="true" /> },
  old: { word: "Signs no more", tone: "neutral", icon: <History aria-hidden="true" /> },
};

/** Every published key, the newest first. */
export function KeysTable({ keys, now }: { keys: readonly SigningKey[]; now: Date }) {
  if (keys.length === 0) {
    return (
      <p className="p-4 text-muted md:p-6">
        None yet. The first ones are made when an app asks for them.
      </p>
    );
  }
  return (
    <Table
      caption="Published keys"
      columns={["Algorithm", "State", "Signs from", "Published until", "Key id"]}
    >
      {keys.map((key) => {
        const { word, tone, icon } = states[key.state];
        return (
          <Row key={key.id}>
            <Cell column="Algorithm">
              <span className="font-medium">{key.algorithm}</span>
            </Cell>
            <Cell column="State">
              <Badge icon={icon} tone={tone}>
                {word}
              </Badge>
            </Cell>
            <Cell column="Signs from">
              <RelativeTime at={new Date(key.signsFrom)} now={now} />
            </Cell>
            <Cell column="Published until">
              {key.expiresAt === null ? (
                <span className="text-muted">Until it is replaced</span>
              ) : (
                <RelativeTime at={new Date(key.expiresAt)} now={now} />
              )}
            </Cell>
            <Cell column="Key id">
              <span className="flex items-start gap-1 max-md:justify-end">
                <code className="min-w-0 break-all font-mono text-compact">{key.id}</code>
                <CopyButton label={`Copy the key id ${key.id}`} value={key.id} />
              </span>
            </Cell>
          </Row>
        );
      })}
    </Table>
  );
}
