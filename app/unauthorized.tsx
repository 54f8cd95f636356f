import type { Metadata } from "next";
import { headers } from "next/headers";
import { DeadEnd } from "#components/ui/dead-end.tsx";

export const metadata: Metadata = { title: "Sign in first" };

/** In place of Next's own page, whose inline styles the policy forbids. */
export default async function Unauthorized() {
  const requestId = (await headers()).get("x-gatehouse-request-id");
  return <DeadEnd kind="unauthorized" requestId={requestId} />;
}
