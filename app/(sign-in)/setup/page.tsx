import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { arrival } from "#app/_lib/context.ts";
import { judgeHost } from "#domain/setup/address-rules.ts";
import { setupTokenIsGood } from "#domain/setup/issue-link.ts";
import { operatorExists } from "#domain/setup/operator-exists.ts";
import { env } from "#platform/env.ts";
import { createOperator } from "./actions.ts";
import { AddressWarning } from "./address-warning.tsx";
import { LinkRefused } from "./link-refused.tsx";
import { SetupForm } from "./setup-form.tsx";

export const metadata: Metadata = { title: "Set up" };

/** Open until the first operator exists; afterwards there is no such page. */
export default async function SetupPage({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>;
}) {
  if (await operatorExists()) notFound();
  const { token } = await searchParams;
  if (typeof token !== "string" || !(await setupTokenIsGood(token))) return <LinkRefused />;
  const reached = judgeHost(env.baseUrl, await arrival());
  return (
    <SetupForm
      action={createOperator}
      notice={<AddressWarning baseUrl={env.BASE_URL} suspected={reached.state === "wrong"} />}
      token={token}
    />
  );
}
