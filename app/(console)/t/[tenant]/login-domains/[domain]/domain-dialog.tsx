import {
  removeDomainAction,
  switchDomainAction,
} from "#app/(console)/t/[tenant]/login-domains/actions.ts";
import { ConfirmForm } from "#components/form/confirm-form.tsx";
import { UrlDialog } from "#components/ui/url-dialog.tsx";

/** What is asked before a domain stops routing, or is given up. */
export function DomainDialog({
  kind,
  tenant,
  domain,
  verified,
  closeHref,
}: {
  kind: string;
  tenant: string;
  domain: string;
  verified: boolean;
  closeHref: string;
}) {
  const shared = { closeHref, tenant };
  if (kind === "deactivate") {
    return (
      <UrlDialog closeHref={closeHref} title={`Deactivate ${domain}?`}>
        <ConfirmForm
          {...shared}
          action={switchDomainAction}
          button={`Deactivate ${domain}`}
          consequence={
            <p>
              Addresses at <strong>{domain}</strong> stop seeing your providers at once. Whoever is
              signed in stays signed in, passwords go on working, and the proof stays.
            </p>
          }
          done={`Deactivated ${domain}.`}
          fields={{ domain, active: "false" }}
          undo={{
            action: switchDomainAction,
            values: { domain, active: "true" },
            done: `${domain} is active again.`,
          }}
        />
      </UrlDialog>
    );
  }
  if (kind === "activate") {
    return (
      <UrlDialog closeHref={closeHref} title={`Activate ${domain}?`}>
        <ConfirmForm
          {...shared}
          action={switchDomainAction}
          button={`Activate ${domain}`}
          consequence={
            <p>
              {verified
                ? "Its addresses see your providers again at once."
                : "It routes as soon as it is verified."}
            </p>
          }
          danger={false}
          done={`Activated ${domain}.`}
          fields={{ domain, active: "true" }}
        />
      </UrlDialog>
    );
  }
  if (kind === "remove") {
    return (
      <UrlDialog closeHref={closeHref} title={`Remove ${domain}?`}>
        <ConfirmForm
          {...shared}
          action={removeDomainAction}
          button={`Remove ${domain}`}
          consequence={
            <p>
              {verified
                ? "Its addresses stop seeing your providers at once, and any other tenant may claim it."
                : "The claim and its record are given up."}{" "}
              <strong>This cannot be undone:</strong> a new claim needs a new record.
            </p>
          }
          done={`Removed ${domain}.`}
          fields={{ domain }}
        />
      </UrlDialog>
    );
  }
  return null;
}
