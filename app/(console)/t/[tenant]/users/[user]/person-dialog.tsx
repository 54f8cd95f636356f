import {
  deleteUserAction,
  endSessionsAction,
  unlinkIdentityAction,
} from "#app/(console)/t/[tenant]/users/actions.ts";
import type { Person } from "#app/(console)/t/[tenant]/users/find-person.ts";
import { ConfirmForm } from "#components/form/confirm-form.tsx";
import { UrlDialog } from "#components/ui/url-dialog.tsx";
import { identityKey } from "./identities-card.tsx";

/** What is asked before something of a person ends for good. */
export function PersonDialog({
  kind,
  target,
  tenant,
  person,
  closeHref,
}: {
  kind: string;
  target: string;
  tenant: string;
  person: Person;
  closeHref: string;
}) {
  const { id, email } = person;
  const shared = { closeHref, tenant };
  const identity = person.identities.find((one) => identityKey(one) === target);
  if (kind === "delete") {
    return (
      <UrlDialog closeHref={closeHref} title={`Delete ${email}?`}>
        <ConfirmForm
          {...shared}
          action={deleteUserAction}
          button="Delete person"
          consequence={
            <p>
              <strong>{email}</strong> is signed out at once, with their roles, linked accounts and
              password gone. <strong>This cannot be undone.</strong> Their audit events stay.
            </p>
          }
          done={`Deleted ${email}.`}
          fields={{ id }}
          typeToConfirm={email}
        />
      </UrlDialog>
    );
  }
  if (kind === "end-sessions") {
    return (
      <UrlDialog closeHref={closeHref} title={`End all sessions of ${email}?`}>
        <ConfirmForm
          {...shared}
          action={endSessionsAction}
          button="End all sessions"
          consequence={
            <p>
              <strong>{email}</strong> is signed out everywhere within a second, and may sign in
              again. What they had open and not saved is lost.
            </p>
          }
          done={`Ended all sessions of ${email}.`}
          fields={{ id }}
        />
      </UrlDialog>
    );
  }
  if (kind === "unlink" && identity) {
    return (
      <UrlDialog closeHref={closeHref} title="Unlink this account?">
        <ConfirmForm
          {...shared}
          action={unlinkIdentityAction}
          button="Unlink account"
          consequence={
            <p>
              The sessions that it started end. At the next sign-in with the address{" "}
              <strong>{email}</strong>, whichever account the provider then asserts is linked anew.
            </p>
          }
          done={`Unlinked an account of ${email}.`}
          fields={{ id, issuer: identity.issuer, subject: identity.subject }}
        />
      </UrlDialog>
    );
  }
  return null;
}
