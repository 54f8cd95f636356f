import type { Metadata } from "next";
import { headers } from "next/headers";
import { buttonClass } from "#components/ui/button.tsx";
import { RequestId } from "#components/ui/failure.tsx";
import { NarrowCard } from "#components/ui/narrow-card.tsx";

export const metadata: Metadata = { title: "Page not found" };

/** What is missing and what belongs to somebody else look the same. */
export default async function NotFound() {
  const requestId = (await headers()).get("x-gatehouse-request-id");
  return (
    <NarrowCard title="Page not found">
      <p>There is nothing at this address for you. Check the link, or start again.</p>
      <a className={`${buttonClass("primary")} mt-6 w-full`} href="/">
        Go to the start page
      </a>
      {requestId && (
        <div className="mt-6 text-muted">
          <RequestId value={requestId} />
        </div>
      )}
    </NarrowCard>
  );
}
