import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

type SecretFacts = { createdAt: string; retiresAt: string | null };

/** Which secrets work since when; never what they are. */
export function SecretCard({
  secrets,
  dialog,
  mayChange,
  now,
}: {
  secrets: readonly SecretFacts[];
  dialog: (kind: string) => string;
  mayChange: boolean;
  now: Date;
}) {
  const two = secrets.length > 1;
  return (
    <Card title="Client secret">
      <div className="flex flex-col gap-4 p-4 md:p-6">
        {secrets.length === 0 ? (
          <p className="text-muted">It has no secret yet, so it gets no tokens.</p>
        ) : (
          <dl className="flex flex-col divide-y divide-hairline rounded-control border border-hairline">
            {secrets.map((secret, at) => (
              <div
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 py-2.5"
                key={secret.createdAt}
              >
                <dt className="font-medium">
                  {at > 0 ? "Old secret" : two ? "New secret" : "Live secret"}
                </dt>
                <dd className="text-muted">
                  Made <RelativeTime at={new Date(secret.createdAt)} now={now} />
                  {secret.retiresAt !== null && (
                    <>
                      , ends <RelativeTime at={new Date(secret.retiresAt)} now={now} />
                    </>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        )}
        <p className="text-muted">
          {two
            ? "Both work. Enter the new one at the software, then retire the old one."
            : "Rotating makes a second secret beside this one. It is shown once."}
        </p>
        {mayChange && (
          <div>
            <Link
              className={buttonClass("secondary")}
              href={dialog(two ? "retire" : "rotate")}
              prefetch={false}
              scroll={false}
            >
              {two ? "Retire old secret" : secrets.length === 0 ? "Make a secret" : "Rotate secret"}
            </Link>
          </div>
        )}
      </div>
    </Card>
  );
}
