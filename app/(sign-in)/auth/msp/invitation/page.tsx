import type { Metadata } from "next";
import { DeadLink } from "#app/(sign-in)/dead-link.tsx";
import { PasswordForm } from "#app/(sign-in)/password-form.tsx";
import { parseEmailAddress } from "#domain/login-domains/email-address.ts";
import { offeredKinds } from "#domain/routing/decide.ts";
import { routeDomain } from "#domain/routing/route.ts";
import { findUserLink } from "#domain/user-links/link.ts";
import { acceptInvitationAction } from "./actions.ts";

export const metadata: Metadata = { title: "Your invitation" };

/** What the link of an invitation opens: who invites, and the choice of a password. */
export default async function InvitationPage({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>;
}) {
  const { token } = await searchParams;
  const link = typeof token === "string" ? await findUserLink(token, "invitation") : null;
  if (!link || typeof token !== "string") {
    return (
      <DeadLink action={{ href: "/auth/msp/signin", label: "Sign in" }}>
        <p>
          An invitation works once, for 7 days, and only the newest one counts. Who chose a password
          already signs in with it; everybody else asks the person who invited them for a new one.
        </p>
      </DeadLink>
    );
  }
  return (
    <PasswordForm
      action={acceptInvitationAction}
      button="Set password and sign in"
      email={link.email}
      title="Choose a password"
      token={token}
    >
      <p>
        <bdi>{link.name}</bdi>, you are invited to{" "}
        <strong className="font-medium text-text">
          <bdi>{link.tenantName}</bdi>
        </strong>
        .
      </p>
      {(await hasProvider(link.email)) && (
        <p className="mt-3">
          <a
            className="text-accent underline underline-offset-2"
            href={`/auth/msp/signin?login_hint=${encodeURIComponent(link.email)}`}
          >
            Sign in with your company account
          </a>{" "}
          instead, without a password here.
        </p>
      )}
    </PasswordForm>
  );
}

/** Whether the sign-in page offers this address more than a password. */
async function hasProvider(email: string): Promise<boolean> {
  const address = parseEmailAddress(email);
  return address !== null && offeredKinds(await routeDomain(address.domain)).length > 0;
}
