import { CircleCheck, CircleDashed, LockKeyhole, LockKeyholeOpen } from "lucide-react";
import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

export type SsoFacts = {
  enforced: boolean;
  mayEnforce: boolean;
  adminsNeeded: number;
  adminsProven: number;
  withinDays: number;
  admins: readonly {
    id: string;
    email: string;
    name: string;
    lastProviderSignInAt: string | null;
    proven: boolean;
  }[];
  effects: { peopleWithoutProvider: number; passwordSessions: number };
};

/** Whether only the tenant's own providers sign people in; what it changes, and who has proven it. */
export function SsoCard({
  sso,
  enforceHref,
  breakGlassHref,
  now,
}: {
  sso: SsoFacts;
  /** Null for who may not. */
  enforceHref: string | null;
  breakGlassHref: string | null;
  now: Date;
}) {
  return (
    <Card
      action={
        sso.enforced ? (
          <Badge icon={<LockKeyhole aria-hidden="true" />} tone="success">
            Enforced
          </Badge>
        ) : (
          <Badge icon={<LockKeyholeOpen aria-hidden="true" />}>Not enforced</Badge>
        )
      }
      title="Single sign-on enforcement"
    >
      <div className="flex flex-col gap-6 p-4 md:p-6">
        {sso.enforced ? <Enforced href={breakGlassHref} /> : <Effects sso={sso} />}
        {!sso.enforced && <Proofs now={now} sso={sso} />}
        {!sso.enforced && enforceHref !== null && (
          <div className="flex flex-wrap items-center gap-3">
            {sso.mayEnforce ? (
              <Link
                className={buttonClass("primary")}
                href={enforceHref}
                prefetch={false}
                scroll={false}
              >
                Enforce single sign-on
              </Link>
            ) : (
              <p className="text-muted">{missing(sso)}</p>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}

function Enforced({ href }: { href: string | null }) {
  return (
    <>
      <p>
        Only your own providers sign your people in. Passwords and the platform's own buttons do
        not.
      </p>
      {href === null ? (
        <p className="text-muted">
          If your providers fail, an operator of this installation can lift it, with a reason that
          your admins get by mail.
        </p>
      ) : (
        <div className="flex flex-col items-start gap-3 border-hairline border-t pt-6">
          <p className="text-muted">
            Break glass: where the tenant's providers do not work any more, let passwords sign its
            people in again. It is audited, and its admins get your reason by mail.
          </p>
          <Link
            className={`${buttonClass("secondary")} text-danger!`}
            href={href}
            prefetch={false}
            scroll={false}
          >
            Lift enforcement
          </Link>
        </div>
      )}
    </>
  );
}

/** What will change, said before it does. */
export function Effects({ sso: { effects } }: { sso: SsoFacts }) {
  const { passwordSessions, peopleWithoutProvider } = effects;
  return (
    <div>
      <h3 className="mb-2 font-medium">What it changes</h3>
      <ul className="flex list-disc flex-col gap-1 pl-5 text-muted">
        <li>Passwords and the platform's own buttons no longer sign your people in.</li>
        <li>
          {passwordSessions === 0
            ? "No session ends: nobody is signed in with a password."
            : `${many(passwordSessions, "session", "sessions")} that a password started ${passwordSessions === 1 ? "ends" : "end"} at once, but for your own.`}
        </li>
        <li>
          {peopleWithoutProvider === 0
            ? "Everybody with a password has signed in through a provider before."
            : `${many(peopleWithoutProvider, "person has", "people have")} only ever used a password, and ${peopleWithoutProvider === 1 ? "needs" : "need"} an account at a provider from then on.`}
        </li>
        <li>Your admins are told by mail.</li>
      </ul>
    </div>
  );
}

function Proofs({ sso, now }: { sso: SsoFacts; now: Date }) {
  return (
    <div>
      <h3 className="mb-1 font-medium">
        Proven by {Math.min(sso.adminsProven, sso.adminsNeeded)} of {sso.adminsNeeded} admins
      </h3>
      <p className="mb-3 text-muted">
        Two admins must have signed in through one of your providers within {sso.withinDays} days,
        so that nobody is locked out.
      </p>
      {sso.admins.length === 0 ? (
        <p className="text-muted">The tenant has no admin of its own yet.</p>
      ) : (
        <ul className="divide-y divide-hairline rounded-control border border-hairline">
          {sso.admins.map((admin) => (
            <li className="flex items-start gap-x-3 px-3 py-2.5 max-md:flex-wrap" key={admin.id}>
              {admin.proven ? (
                <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-success" />
              ) : (
                <CircleDashed aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />
              )}
              <span className="min-w-0 grow max-md:basis-4/5">
                <span className="block break-words font-medium">
                  <bdi>{admin.name}</bdi>
                </span>
                <span className="block text-compact text-muted [overflow-wrap:anywhere]">
                  {admin.email}
                </span>
              </span>
              <span className="shrink-0 text-compact text-muted max-md:pl-7 md:text-right">
                {admin.proven ? "Proven " : admin.lastProviderSignInAt ? "Too long ago: " : ""}
                {admin.lastProviderSignInAt ? (
                  <RelativeTime at={new Date(admin.lastProviderSignInAt)} now={now} />
                ) : (
                  "Not yet"
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function missing({ adminsNeeded, adminsProven }: SsoFacts): string {
  const left = adminsNeeded - adminsProven;
  return `It can be switched on once ${left === 1 ? "one more admin has" : `${left} more admins have`} signed in through a provider.`;
}

const many = (count: number, one: string, more: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
