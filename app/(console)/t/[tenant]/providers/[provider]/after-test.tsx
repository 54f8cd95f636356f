import { orPage, signInAddress } from "#app/_lib/context.ts";
import { CopyLine } from "#components/ui/copy-line.tsx";
import { NextStep } from "#components/ui/next-step.tsx";
import type { Context } from "#domain/kernel/context.ts";
import { listDomains } from "#domain/login-domains/list.ts";

/** What a tested provider still waits for: a domain that leads to it, then its first sign-in. */
export async function AfterTest({ ctx, tenant }: { ctx: Context; tenant: string }) {
  const { items } = await orPage(listDomains(ctx, { status: "verified", limit: 1 }));
  if (items.length === 0) {
    return (
      <NextStep
        link={{ label: "Login domains", href: `/t/${tenant}/login-domains` }}
        title="It works. Next: prove a login domain"
      >
        <p>Its button shows to people whose email domain is proven to be yours.</p>
      </NextStep>
    );
  }
  return (
    <NextStep
      link={{ label: "Invite person", href: `/t/${tenant}/users/new` }}
      title="It works. Next: let somebody sign in"
    >
      <p>Whoever it signs in has to be invited first. This is where they sign in:</p>
      <CopyLine label="Copy the sign-in address" value={signInAddress()} />
    </NextStep>
  );
}
