import {
  deleteClientAction,
  retireClientSecretAction,
} from "#app/(console)/t/[tenant]/sso-clients/actions.ts";
import { RotateForm } from "#app/(console)/t/[tenant]/sso-clients/rotate-form.tsx";
import { ConfirmForm } from "#components/form/confirm-form.tsx";
import { UrlDialog } from "#components/ui/url-dialog.tsx";

/** What is asked before a client changes for the people who sign in to it. */
export function ClientDialog({
  kind,
  tenant,
  client,
  mayDelete,
  closeHref,
}: {
  kind: string;
  tenant: string;
  client: { clientId: string; name: string; lastUsedAt: string | null };
  mayDelete: boolean;
  closeHref: string;
}) {
  const { clientId, name } = client;
  if (kind === "rotate") {
    return (
      <UrlDialog closeHref={closeHref} title={`New secret for ${name}`}>
        <RotateForm client={client} closeHref={closeHref} tenant={tenant} />
      </UrlDialog>
    );
  }
  if (kind === "retire") {
    return (
      <UrlDialog closeHref={closeHref} title={`Retire the old secret of ${name}?`}>
        <ConfirmForm
          action={retireClientSecretAction}
          button="Retire old secret"
          closeHref={closeHref}
          consequence={
            <p>
              The old secret ends at once.{" "}
              <strong>Where the software still uses it, it gets no more tokens</strong> until the
              new one is entered there.
            </p>
          }
          done="Retired the old secret."
          fields={{ clientId }}
          tenant={tenant}
        />
      </UrlDialog>
    );
  }
  if (kind === "delete" && mayDelete) {
    return (
      <UrlDialog closeHref={closeHref} title={`Delete ${name}?`}>
        <ConfirmForm
          action={deleteClientAction}
          button={`Delete ${name}`}
          closeHref={closeHref}
          consequence={
            <p>
              Nobody can sign in to it any more, its tokens end, and its client id never works
              again.{" "}
              {client.lastUsedAt === null
                ? "It was never used."
                : "It is in use: switching it off can be undone, deleting cannot."}{" "}
              <strong>This cannot be undone.</strong>
            </p>
          }
          done={`Deleted ${name}.`}
          fields={{ clientId }}
          tenant={tenant}
          typeToConfirm={name}
        />
      </UrlDialog>
    );
  }
  return null;
}
