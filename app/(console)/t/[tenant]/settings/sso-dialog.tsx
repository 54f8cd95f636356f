"use client";

import { ConfirmForm } from "#components/form/confirm-form.tsx";
import { TextAreaField } from "#components/form/fields.tsx";
import { UrlDialog } from "#components/ui/url-dialog.tsx";
import { breakGlassAction, enforceSsoAction } from "./actions.ts";
import { Effects, type SsoFacts } from "./sso-card.tsx";

/** What is asked before passwords stop to count, and before they count again. */
export function SsoDialog({
  kind,
  tenant,
  name,
  sso,
  closeHref,
}: {
  kind: "enforce" | "break-glass";
  tenant: string;
  name: string;
  sso: SsoFacts;
  closeHref: string;
}) {
  if (kind === "enforce") {
    return (
      <UrlDialog closeHref={closeHref} title={`Enforce single sign-on for ${name}?`}>
        <ConfirmForm
          action={enforceSsoAction}
          button="Enforce single sign-on"
          closeHref={closeHref}
          consequence={
            <>
              <Effects sso={sso} />
              <p className="mt-3">
                <strong>Only an operator can lift it again.</strong>
              </p>
            </>
          }
          done="Single sign-on is enforced."
          fields={{}}
          tenant={tenant}
        />
      </UrlDialog>
    );
  }
  return (
    <UrlDialog closeHref={closeHref} title={`Lift enforcement for ${name}?`}>
      <ConfirmForm
        action={breakGlassAction}
        button="Lift enforcement"
        closeHref={closeHref}
        consequence={
          <p>
            Passwords sign its people in again, beside its providers. Its admins get a mail with
            your name and your reason, and the audit log keeps both.
          </p>
        }
        done="Enforcement is lifted."
        fields={{}}
        tenant={tenant}
      >
        <TextAreaField label="Reason" maxLength={500} name="reason" required rows={3} />
      </ConfirmForm>
    </UrlDialog>
  );
}
