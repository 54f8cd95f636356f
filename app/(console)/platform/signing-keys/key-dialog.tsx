import { ConfirmForm } from "#components/form/confirm-form.tsx";
import { UrlDialog } from "#components/ui/url-dialog.tsx";
import { rotateSigningKeysAction } from "./actions.ts";

/** What is asked before new keys are made: with what follows from it. */
export function KeyDialog({ kind, closeHref }: { kind: string; closeHref: string }) {
  if (kind === "rotate") {
    return (
      <UrlDialog closeHref={closeHref} title="Rotate the signing keys?">
        <ConfirmForm
          action={rotateSigningKeysAction}
          button="Rotate keys"
          closeHref={closeHref}
          consequence={
            <p>
              A new key of each algorithm is published now and signs in two hours. What the present
              ones signed stays good. Services that keep the key set for longer than two hours, or
              for ever, refuse new tokens from then on.
            </p>
          }
          danger={false}
          done="Made new signing keys. They sign in two hours."
          fields={{ compromised: "false" }}
        />
      </UrlDialog>
    );
  }
  if (kind === "compromised") {
    return (
      <UrlDialog closeHref={closeHref} title="Withdraw all signing keys?">
        <ConfirmForm
          action={rotateSigningKeysAction}
          button="Withdraw all keys"
          closeHref={closeHref}
          consequence={
            <p>
              New keys sign from this moment.{" "}
              <strong>Every access token and ID token stops counting</strong>, in every tenant;
              services that still have the old key set in their cache go on taking them for up to an
              hour, and refuse new ones until they fetch it anew. Refresh tokens and sessions stay.{" "}
              <strong>This cannot be undone.</strong>
            </p>
          }
          done="Withdrew all keys. New ones sign now."
          fields={{ compromised: "true" }}
          typeToConfirm="compromised"
        />
      </UrlDialog>
    );
  }
  return null;
}
