import type { Metadata } from "next";
import { cookies } from "next/headers";
import { requireSignedIn } from "#app/_lib/context.ts";
import { AccountBar } from "#app/(account)/account-bar.tsx";
import { isOfPlatform } from "#domain/kernel/context.ts";
import type { SignedIn } from "#domain/sessions/find.ts";
import { listOwnSessions } from "#domain/sessions/list-own.ts";
import { createCredential } from "./actions.ts";
import { CredentialCard } from "./credential-card.tsx";
import { IdentityCard } from "./identity-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import { parseTheme, THEME_COOKIE } from "./theme.ts";
import { ThemeCard } from "./theme-card.tsx";

export const metadata: Metadata = { title: "Your account" };

const methods = {
  password: "Password",
  google: "Google",
  "azure-ad": "Microsoft",
  oidc: "Company sign-in",
} satisfies Record<SignedIn["method"], string>;

/** Where a person lands: who they are, how they came in, and the browsers that are signed in. */
export default async function AccountPage() {
  const { person, ctx } = await requireSignedIn("/account");
  const sessions = await listOwnSessions(ctx, {});
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <>
      <AccountBar />
      <main className="mx-auto grid max-w-280 gap-6 px-4 py-8 md:px-6 lg:grid-cols-[1fr_20rem]">
        <h1 className="font-semibold text-title lg:col-span-2">{person.name}</h1>
        <div className="lg:order-1">
          <IdentityCard
            facts={[
              { label: "Email", value: person.actor.email },
              { label: "Tenant", value: person.tenant.name },
              { label: "Signed in with", value: providerOf(person) },
            ]}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <SessionsCard now={new Date()} sessions={sessions} />
          {isOfPlatform(person.actor) && <CredentialCard action={createCredential} />}
          <ThemeCard chosen={theme} />
        </div>
      </main>
    </>
  );
}

/** The custom provider goes by the name that the tenant gave it. */
function providerOf({ method, providerName }: SignedIn): string {
  return method === "oidc" && providerName ? providerName : methods[method];
}
