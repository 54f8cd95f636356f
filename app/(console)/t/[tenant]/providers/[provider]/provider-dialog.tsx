import {
  removeProviderAction,
  retireSecretAction,
  switchProviderAction,
  withdrawSecretAction,
} from "#app/(console)/t/[tenant]/providers/actions.ts";
import type { ProviderFacts } from "#app/(console)/t/[tenant]/providers/provider-facts.ts";
import { RotateSecretForm } from "#app/(console)/t/[tenant]/providers/provider-form.tsx";
import { ConfirmForm } from "#components/form/confirm-form.tsx";
import { UrlDialog } from "#components/ui/url-dialog.tsx";

type Props = {
  kind: string;
  tenant: string;
  provider: ProviderFacts;
  /** Whether nobody could sign in through a provider without this one. */
  isLastReady: boolean;
  ssoEnforced: boolean;
  closeHref: string;
};

/** What is asked before a provider changes for the people who sign in with it. */
export function ProviderDialog(props: Props) {
  const { kind, tenant, provider, closeHref } = props;
  const { id, name } = provider;
  if (kind === "rotate") {
    return (
      <UrlDialog closeHref={closeHref} title={`Rotate the secret of ${name}`}>
        <RotateSecretForm closeHref={closeHref} provider={id} tenant={tenant} />
      </UrlDialog>
    );
  }
  if (kind === "retire") {
    return (
      <UrlDialog closeHref={closeHref} title={`Retire the old secret of ${name}?`}>
        <ConfirmForm
          action={retireSecretAction}
          button="Retire old secret"
          closeHref={closeHref}
          consequence={
            <p>
              Gatehouse forgets the old secret and goes on with the new one alone.{" "}
              {provider.lastTest?.ok ? (
                ""
              ) : (
                <strong>The new one was not seen to work yet: test the connection first.</strong>
              )}{" "}
              Delete it at the provider afterwards.
            </p>
          }
          done="Retired the old secret."
          fields={{ provider: id }}
          tenant={tenant}
        />
      </UrlDialog>
    );
  }
  if (kind === "withdraw") {
    return (
      <UrlDialog closeHref={closeHref} title={`Withdraw the new secret of ${name}?`}>
        <ConfirmForm
          action={withdrawSecretAction}
          button="Withdraw new secret"
          closeHref={closeHref}
          consequence={
            <p>
              Gatehouse forgets the new secret, tests the old one and goes on with it alone.
              {provider.lastTest?.ok && (
                <strong> The new one worked when it was tested last.</strong>
              )}
            </p>
          }
          done="Withdrew the new secret."
          fields={{ provider: id }}
          tenant={tenant}
        />
      </UrlDialog>
    );
  }
  if (kind === "off" || kind === "on") return <SwitchDialog {...props} />;
  if (kind === "remove") {
    return (
      <UrlDialog closeHref={closeHref} title={`Remove ${name}?`}>
        <ConfirmForm
          action={removeProviderAction}
          button={`Remove ${name}`}
          closeHref={closeHref}
          consequence={
            <p>
              Its settings and secrets are deleted, and its button is gone at once. Whoever is
              signed in stays signed in. <Consequence {...props} />{" "}
              <strong>This cannot be undone.</strong>
            </p>
          }
          done={`Removed ${name}.`}
          fields={{ provider: id }}
          tenant={tenant}
          {...(props.isLastReady ? { typeToConfirm: name } : {})}
        />
      </UrlDialog>
    );
  }
  return null;
}

function SwitchDialog(props: Props) {
  const { kind, tenant, provider, closeHref } = props;
  const { name, clientId } = provider;
  const fields = (enabled: boolean) => ({
    kind: provider.kind,
    name,
    clientId,
    enabled: String(enabled),
  });
  if (kind === "on") {
    return (
      <UrlDialog closeHref={closeHref} title={`Switch ${name} on?`}>
        <ConfirmForm
          action={switchProviderAction}
          button={`Switch ${name} on`}
          closeHref={closeHref}
          consequence={<p>Its button shows to people of your verified domains once it is ready.</p>}
          danger={false}
          done={`${name} is on.`}
          fields={fields(true)}
          tenant={tenant}
        />
      </UrlDialog>
    );
  }
  return (
    <UrlDialog closeHref={closeHref} title={`Switch ${name} off?`}>
      <ConfirmForm
        action={switchProviderAction}
        button={`Switch ${name} off`}
        closeHref={closeHref}
        consequence={
          <p>
            Nobody can sign in with it until you switch it on again. Its settings and secrets stay,
            and whoever is signed in stays signed in. <Consequence {...props} />
          </p>
        }
        done={`${name} is off.`}
        fields={fields(false)}
        tenant={tenant}
        undo={{ action: switchProviderAction, values: fields(true), done: `${name} is on again.` }}
      />
    </UrlDialog>
  );
}

/** What it means for the tenant as a whole that this provider is not there. */
function Consequence({ isLastReady, ssoEnforced }: Props) {
  if (!isLastReady) return null;
  return (
    <strong>
      {ssoEnforced
        ? "It is your last ready provider and single sign-on is enforced: nobody of yours can sign in without it."
        : "It is your last ready provider: people can sign in with a password only."}
    </strong>
  );
}
