import type { Metadata } from "next";
import { headers } from "next/headers";
import { DeadEnd } from "#components/ui/dead-end.tsx";

export const metadata: Metadata = { title: "Page not found" };

/** What is missing and what belongs to somebody else look the same. */
export default async function NotFound() {
  const requestId = (await headers()).get("x-gatehouse-request-id");
  return <DeadEnd kind="missing" requestId={requestId} />;
}
