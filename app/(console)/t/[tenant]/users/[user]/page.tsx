import type { Metadata } from "next";
import Link from "next/link";
import { orPage, tenantContext } from "#app/_lib/context.ts";
import type { SearchParams } from "#app/_lib/list-page.ts";
import { LogoutsCard } from "#app/(console)/t/[tenant]/logouts-card.tsx";
import { findPerson } from "#app/(console)/t/[tenant]/users/find-person.ts";
import { factsOf } from "#app/(console)/t/[tenant]/users/person-facts.tsx";
import {
  EditPersonForm,
  MailForm,
  StatusForm,
} from "#app/(console)/t/[tenant]/users/person-forms.tsx";
import { UserBadge } from "#app/(console)/t/[tenant]/users/user-badge.tsx";
import { hrefWith, urlState } from "#components/data-table/url-state.ts";
import { CrumbName } from "#components/shell/crumb-name.tsx";
import { PageFrame, WithRail } from "#components/shell/page-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { listConsentsOfUser } from "#domain/consents/list-of-user.ts";
import type { Permission } from "#domain/kernel/permissions.ts";
import { listLogoutDeliveries } from "#domain/logout-deliveries/list.ts";
import { ConsentsCard } from "./consents-card.tsx";
import { EventsCard } from "./events-card.tsx";
import { IdentitiesCard } from "./identities-card.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { SessionsCard } from "./sessions-card.tsx";

export const metadata: Metadata = { title: "Person" };

/** One person: who they are, how they come in, where they are signed in, and what happened. */
export default async function PersonPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string; user: string }>;
  searchParams: SearchParams;
}) {
  const { tenant, user } = await params;
  const { person: me, ctx } = await tenantContext(tenant);
  const person = await findPerson(ctx, user);
  const at = urlState(`/t/${tenant}/users/${person.id}`, await searchParams);
  const { id, email, status } = person;
  const isMe = me.actor.userId === id;
  const may = (permission: Permission) => me.actor.permissions.has(permission);
  const active = status === "active";
  const whose = { tenant, id, email };
  const now = new Date();
  const [consents, logouts] = may("session.read")
    ? await Promise.all([
        orPage(listConsentsOfUser(ctx, { id })),
        orPage(listLogoutDeliveries(ctx, { userId: id })),
      ])
    : [null, null];
  return (
    <PageFrame
      description={<span className="[overflow-wrap:anywhere]">{email}</span>}
      title={
        <span className="inline-flex flex-wrap items-center gap-3 [overflow-wrap:anywhere]">
          <bdi>{person.name}</bdi> <UserBadge status={status} />
        </span>
      }
      width="detail"
    >
      <CrumbName id={user} name={person.name} />
      <WithRail
        rail={
          <>
            <Card title="About">
              <div className="p-4 md:p-6">
                <Facts facts={factsOf(person, now)} />
              </div>
            </Card>
            {isMe ? (
              <Card title="This is you">
                <p className="p-4 text-muted md:p-6">
                  Your password and your own sessions are on{" "}
                  <a className="text-accent underline underline-offset-2" href="/account">
                    your account page
                  </a>
                  .
                </p>
              </Card>
            ) : (
              <Access
                deleteHref={may("user.delete") ? hrefWith(at, { dialog: "delete" }) : null}
                mail={
                  active &&
                  (person.hasPassword
                    ? may("user.reset_password") && <MailForm {...whose} kind="reset" />
                    : may("user.create") && <MailForm {...whose} kind="invitation" />)
                }
                status={may("user.suspend") && <StatusForm {...whose} status={status} />}
              />
            )}
          </>
        }
      >
        {may("user.update") && (
          <Card title="Name and roles">
            <div className="max-w-160 p-4 md:p-6">
              <EditPersonForm
                id={id}
                name={person.name}
                roles={person.roles}
                tenant={tenant}
                version={person.version}
              />
            </div>
          </Card>
        )}
        <IdentitiesCard
          at={at}
          identities={person.identities}
          mayUnlink={may("user.update")}
          now={now}
        />
        {person.sessions && (
          <SessionsCard
            endAllHref={hrefWith(at, { dialog: "end-sessions" })}
            id={id}
            mayEnd={may("session.revoke")}
            now={now}
            sessions={person.sessions}
            tenant={tenant}
          />
        )}
        {consents && (
          <ConsentsCard
            consents={consents}
            id={id}
            mayWithdraw={may("session.revoke")}
            now={now}
            tenant={tenant}
          />
        )}
        {logouts && <LogoutsCard deliveries={logouts.items} now={now} to="client" />}
        {person.events && <EventsCard events={person.events} id={id} now={now} tenant={tenant} />}
      </WithRail>
      <PersonDialog
        closeHref={hrefWith(at, { dialog: null, target: null })}
        kind={at.params["dialog"] ?? ""}
        person={person}
        target={at.params["target"] ?? ""}
        tenant={tenant}
      />
    </PageFrame>
  );
}

/** What lets a person in, keeps them out, and ends them; nothing where the reader may do nothing. */
function Access({
  mail,
  status,
  deleteHref,
}: {
  mail: React.ReactNode;
  status: React.ReactNode;
  deleteHref: string | null;
}) {
  if (!mail && !status && deleteHref === null) return null;
  return (
    <Card title="Access">
      <div className="divide-y divide-hairline *:p-4 md:*:px-6">
        {mail && <div>{mail}</div>}
        {status && <div>{status}</div>}
        {deleteHref !== null && (
          <div className="flex flex-col gap-4">
            <p className="text-compact text-muted">Ends the account for good.</p>
            <div>
              <Link
                className={`${buttonClass("secondary")} text-danger!`}
                href={deleteHref}
                prefetch={false}
                scroll={false}
              >
                Delete person
              </Link>
            </div>
          </div>
        )}
      </div>
    </Card>
  );
}
