import Link from "next/link";
import { methodName } from "#app/(account)/account/method-name.ts";
import type { Person } from "#app/(console)/t/[tenant]/users/find-person.ts";
import { hrefWith, type UrlState } from "#components/data-table/url-state.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

export type Identity = Person["identities"][number];

/** Names one identity in an address: neither part has a space. */
export function identityKey({ issuer, subject }: Identity): string {
  return `${issuer} ${subject}`;
}

/** The upstream accounts that are this person's. */
export function IdentitiesCard({
  identities,
  mayUnlink,
  at,
  now,
}: {
  identities: readonly Identity[];
  mayUnlink: boolean;
  at: UrlState;
  now: Date;
}) {
  return (
    <Card title="Linked accounts">
      {identities.length === 0 && (
        <p className="p-4 text-muted md:p-6">
          None yet. The first sign-in through a provider links the account by its verified address.
        </p>
      )}
      <ul className="divide-y divide-hairline">
        {identities.map((identity) => (
          <li
            className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 p-4 md:px-6"
            key={identityKey(identity)}
          >
            <div className="min-w-0 basis-60 grow">
              <p className="font-medium">
                {methodName({ method: identity.kind, providerName: null })}
              </p>
              <p className="break-all font-mono text-compact text-muted">{identity.issuer}</p>
              <p className="break-all font-mono text-compact">{identity.subject}</p>
              <p className="mt-1 text-compact text-muted">
                Linked <RelativeTime at={new Date(identity.createdAt)} now={now} />, last used{" "}
                <RelativeTime at={new Date(identity.lastUsedAt)} now={now} />
              </p>
            </div>
            {mayUnlink && (
              <Link
                aria-label={`Unlink the account ${identity.subject}`}
                className={buttonClass("secondary")}
                href={hrefWith(at, { dialog: "unlink", target: identityKey(identity) })}
                prefetch={false}
                scroll={false}
              >
                Unlink
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
