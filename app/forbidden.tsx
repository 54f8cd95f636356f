import type { Metadata } from "next";
import { headers } from "next/headers";
import { DeadEnd } from "#components/ui/dead-end.tsx";

export const metadata: Metadata = { title: "Not allowed" };

/** Known, and not allowed, outside the console's own pages for it. */
export default async function Forbidden() {
  const requestId = (await headers()).get("x-gatehouse-request-id");
  return <DeadEnd kind="forbidden" requestId={requestId} />;
}
