import Link from "next/link";
import type { ReactNode } from "react";
import type { ProviderFacts } from "#app/(console)/t/[tenant]/providers/provider-facts.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { SecretEnd } from "#components/ui/secret-end.tsx";

const labels: Readonly<Record<string, string>> = {
  rotate: "Rotate secret",
  retire: "Retire old secret",
  withdraw: "Withdraw new secret",
};

/** How many secrets are live and until when; never what they are. */
export function SecretCard({
  provider,
  dialog,
  mayChange,
  now,
}: {
  provider: ProviderFacts;
  dialog: (kind: string) => string;
  mayChange: boolean;
  now: Date;
}) {
  const two = provider.liveSecrets > 1;
  const mistyped = two && provider.lastTest?.ok === false && provider.lastTest.stage === "client";
  return (
    <Card title="Client secret">
      <div className="flex flex-col gap-4 p-4 md:p-6">
        <dl className="flex flex-col divide-y divide-hairline rounded-control border border-hairline">
          <Line label={two ? "New secret" : "Live secret"}>
            <SecretEnd now={now} provider={provider} />
          </Line>
          {two && (
            <Line label="Old secret">
              <span className="text-muted">Live until you retire it</span>
            </Line>
          )}
        </dl>
        <p className="text-muted">
          {two
            ? "Sign-ins try the new secret first and go on with the old one where it is refused. Test the connection, then retire the old one."
            : "Rotating adds a second secret beside this one: both work until you retire the old one."}
        </p>
        {mistyped && (
          <p className="text-danger">
            The new secret does not work. Withdraw it, copy it again at the provider, and rotate
            once more: the old one goes on until then.
          </p>
        )}
        {mayChange && (
          <div className="flex flex-wrap gap-2">
            {(two ? ["retire", "withdraw"] : ["rotate"]).map((kind) => (
              <Link
                className={buttonClass("secondary")}
                href={dialog(kind)}
                key={kind}
                prefetch={false}
                scroll={false}
              >
                {labels[kind]}
              </Link>
            ))}
          </div>
        )}
      </div>
    </Card>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 py-2.5">
      <dt className="font-medium">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
