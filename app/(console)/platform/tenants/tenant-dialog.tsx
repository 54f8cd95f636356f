import { ConfirmForm } from "#components/form/confirm-form.tsx";
import { UrlDialog } from "#components/ui/url-dialog.tsx";
import { deleteTenantAction, suspendTenantAction, updateTenantAction } from "./actions.ts";

/** What is asked before a tenant is suspended, restored or deleted: with what follows from it. */
export function TenantDialog({
  kind,
  tenant,
  closeHref,
}: {
  kind: string;
  tenant: { slug: string; name: string };
  closeHref: string;
}) {
  const { slug, name } = tenant;
  if (kind === "suspend") {
    return (
      <UrlDialog closeHref={closeHref} title={`Suspend ${name}?`}>
        <ConfirmForm
          action={suspendTenantAction}
          button={`Suspend ${name}`}
          closeHref={closeHref}
          consequence={
            <p>
              Everyone of <strong>{name}</strong> is signed out within a second, and nobody can sign
              in until you restore it. Nothing is deleted.
            </p>
          }
          done={`Suspended ${name}.`}
          fields={{ status: "suspended" }}
          tenant={slug}
          undo={{
            action: updateTenantAction,
            values: { status: "active" },
            done: `Restored ${name}.`,
          }}
        />
      </UrlDialog>
    );
  }
  if (kind === "restore") {
    return (
      <UrlDialog closeHref={closeHref} title={`Restore ${name}?`}>
        <ConfirmForm
          action={suspendTenantAction}
          button={`Restore ${name}`}
          closeHref={closeHref}
          consequence={<p>Its people can sign in again, with the providers it had before.</p>}
          danger={false}
          done={`Restored ${name}.`}
          fields={{ status: "active" }}
          tenant={slug}
        />
      </UrlDialog>
    );
  }
  if (kind === "delete") {
    return (
      <UrlDialog closeHref={closeHref} title={`Delete ${name}?`}>
        <ConfirmForm
          action={deleteTenantAction}
          button={`Delete ${name}`}
          closeHref={closeHref}
          consequence={
            <p>
              Its people, login domains, providers and sessions are deleted with it, and its domains
              become free for others. <strong>This cannot be undone.</strong> Its audit events stay.
            </p>
          }
          done={`Deleted ${name}.`}
          fields={{}}
          tenant={slug}
          typeToConfirm={slug}
        />
      </UrlDialog>
    );
  }
  return null;
}
