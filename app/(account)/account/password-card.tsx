import { Card } from "#components/ui/card.tsx";
import { PasswordForm } from "./account-forms.tsx";

/** The change of a password, or why there is none to change. */
export function PasswordCard({
  email,
  hasPassword,
  ssoEnforced,
}: {
  email: string;
  hasPassword: boolean;
  ssoEnforced: boolean;
}) {
  const none = ssoEnforced
    ? "Your tenant enforces single sign-on: your provider signs you in, and passwords are off."
    : "You have none here: your provider signs you in.";
  return (
    <Card title="Password">
      <div className="max-w-160 p-4 md:p-6">
        {hasPassword && !ssoEnforced ? (
          <PasswordForm email={email} />
        ) : (
          <p className="text-muted">{none}</p>
        )}
      </div>
    </Card>
  );
}
