import type { Metadata } from "next";
import { cookies } from "next/headers";
import { currentPath, orPage, requireSignedIn } from "#app/_lib/context.ts";
import { FormSession } from "#app/_lib/form-session.tsx";
import { consoleHome } from "#app/_lib/navigation.ts";
import { AccountBar } from "#app/(account)/account-bar.tsx";
import { Card } from "#components/ui/card.tsx";
import { ToastRegion } from "#components/ui/toast.tsx";
import { listOwnConsents } from "#domain/consents/list-own.ts";
import { isOfPlatform } from "#domain/kernel/context.ts";
import { listOwnSessions } from "#domain/sessions/list-own.ts";
import { getOwnAccount } from "#domain/users/own-account.ts";
import { ProfileForm } from "./account-forms.tsx";
import { createCredential } from "./actions.ts";
import { ConsentsCard } from "./consents-card.tsx";
import { CredentialCard } from "./credential-card.tsx";
import { IdentityCard } from "./identity-card.tsx";
import { methodName } from "./method-name.ts";
import { PasswordCard } from "./password-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import { parseTheme, THEME_COOKIE } from "./theme.ts";
import { ThemeCard } from "./theme-card.tsx";

export const metadata: Metadata = { title: "Your account" };

/** A person's own page: who they are, their password, and the browsers that are signed in. */
export default async function AccountPage() {
  const { person, ctx } = await requireSignedIn(await currentPath());
  const [sessions, consents, account] = await Promise.all([
    orPage(listOwnSessions(ctx, {})),
    orPage(listOwnConsents(ctx, {})),
    orPage(getOwnAccount(ctx, {})),
  ]);
  const now = new Date();
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <FormSession person={person}>
      <AccountBar consoleHref={consoleHome(person)} />
      <main className="mx-auto grid max-w-280 gap-6 px-4 py-8 md:px-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <h1 className="font-semibold text-title [overflow-wrap:anywhere] lg:col-span-2">
          <bdi>{account.name}</bdi>
        </h1>
        <div className="min-w-0 lg:order-1">
          <IdentityCard
            facts={[
              {
                label: "Email",
                value: <span className="[overflow-wrap:anywhere]">{account.email}</span>,
              },
              { label: "Tenant", value: <bdi>{person.tenant.name}</bdi> },
              { label: "Signed in with", value: <bdi>{methodName(person)}</bdi> },
            ]}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <Card title="Profile">
            <div className="max-w-160 p-4 md:p-6">
              <ProfileForm name={account.name} version={account.version} />
            </div>
          </Card>
          <PasswordCard {...account} />
          <SessionsCard now={now} sessions={sessions} />
          <ConsentsCard consents={consents} now={now} />
          {isOfPlatform(person.actor) && <CredentialCard action={createCredential} />}
          <ThemeCard chosen={theme} />
        </div>
      </main>
      <ToastRegion />
    </FormSession>
  );
}
