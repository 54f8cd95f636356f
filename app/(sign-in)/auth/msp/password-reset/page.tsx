import type { Metadata } from "next";
import { DeadLink } from "#app/(sign-in)/dead-link.tsx";
import { PasswordForm } from "#app/(sign-in)/password-form.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { NarrowCard } from "#components/ui/narrow-card.tsx";
import { findUserLink } from "#domain/user-links/link.ts";
import { requestResetAction, resetPasswordAction } from "./actions.ts";
import { RequestForm } from "./request-form.tsx";

export const metadata: Metadata = { title: "New password" };

type Query = Record<"token" | "sent" | "login_hint", string | string[] | undefined>;

/** Asks for a link to a new password, and is what that link opens. */
export default async function PasswordResetPage({
  searchParams,
}: {
  searchParams: Promise<Partial<Query>>;
}) {
  const { token, sent, login_hint: hint } = await searchParams;
  if (token !== undefined) return await choosePassword(typeof token === "string" ? token : "");
  if (sent !== undefined) return <Sent />;
  const email = typeof hint === "string" ? hint.slice(0, 320) : "";
  return <RequestForm action={requestResetAction} email={email} />;
}

async function choosePassword(token: string) {
  const link = await findUserLink(token, "password_reset");
  if (!link) {
    return (
      <DeadLink action={{ href: "/auth/msp/password-reset", label: "Send a new link" }}>
        <p>
          A link to a new password works once, for one hour, and only the newest one counts. Your
          password is as it was, unless you changed it with this link.
        </p>
      </DeadLink>
    );
  }
  return (
    <PasswordForm
      action={resetPasswordAction}
      button="Set password and sign in"
      email={link.email}
      title="Set a new password"
      token={token}
    >
      <p>It takes the place of the old one, and signs you out everywhere else.</p>
    </PasswordForm>
  );
}

/** The same for everybody, whether or not a mail was sent. */
function Sent() {
  return (
    <NarrowCard title="Look into your mailbox">
      <p>
        If that address has a password, a mail is on its way. Its link is good for one hour, and
        only the newest one counts.
      </p>
      <p className="mt-4 text-muted">
        Nothing after a few minutes? Look among the junk. An address that signs in through a
        provider has no password here.
      </p>
      <a className={`${buttonClass("primary")} mt-6 w-full`} href="/auth/msp/signin">
        Back to sign in
      </a>
    </NarrowCard>
  );
}
