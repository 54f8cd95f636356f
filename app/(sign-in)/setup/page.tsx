import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { setupTokenIsGood } from "#domain/setup/issue-link.ts";
import { operatorExists } from "#domain/setup/operator-exists.ts";
import { createOperator } from "./actions.ts";
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
  return <SetupForm action={createOperator} token={token} />;
}
