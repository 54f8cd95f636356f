import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { DomainFacts } from "./domain-facts.ts";
import { AnswerMoveForm, CancelMoveForm, RequestMoveForm } from "./move-forms.tsx";

/** A move of the domain between two tenants of this installation: who has to say what, and when. */
export function MoveCard({
  domain,
  tenant,
  now,
}: {
  domain: DomainFacts;
  tenant: string;
  now: Date;
}) {
  const { move } = domain;
  const target = { domain: domain.domain, tenant };
  if (move === null) {
    if (domain.status !== "pending") return null;
    return (
      <Shown title="Does another tenant here have it?">
        <p className="text-muted">
          A domain that is verified for another tenant moves to you when an admin there agrees. It
          takes 24 hours, in which either side can stop it.
        </p>
        <RequestMoveForm {...target} />
      </Shown>
    );
  }
  const other = <strong className="font-medium text-text">{move.otherTenant}</strong>;
  const incoming = move.direction === "incoming";
  if (move.status === "agreed") {
    return (
      <Shown title="Moving to another tenant">
        <p className="text-muted">
          {domain.domain} moves {incoming ? "here from" : "to"} {other}{" "}
          {move.movesAt && <RelativeTime at={new Date(move.movesAt)} now={now} />}. Sessions that
          came through it then end. Either side can still stop it.
        </p>
        <CancelMoveForm {...target} />
      </Shown>
    );
  }
  return incoming ? (
    <Shown title="Asked for">
      <p className="text-muted">
        {other} was asked <RelativeTime at={new Date(move.requestedAt)} now={now} /> to give it to
        you. Nothing changes until an admin there agrees.
      </p>
      <CancelMoveForm {...target} />
    </Shown>
  ) : (
    <Shown title={`${move.otherTenant} asks for this domain`}>
      <p className="text-muted">
        If you agree, {domain.domain} moves to {other} after 24 hours: its addresses then see their
        providers, and sessions that came through it end. Until then either side can stop it.
      </p>
      <AnswerMoveForm {...target} />
    </Shown>
  );
}

function Shown({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card title={title}>
      <div className="flex flex-col gap-4 p-4 md:p-6">{children}</div>
    </Card>
  );
}
