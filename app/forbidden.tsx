import type { Metadata } from "next";
import { headers } from "next/headers";
import { buttonClass } from "#components/ui/button.tsx";
import { RequestId } from "#components/ui/failure.tsx";

export const metadata: Metadata = { title: "Not allowed" };

/** Known, and not allowed: inside the shell, so that the way to what is allowed stays in sight. */
export default async function Forbidden() {
  const requestId = (await headers()).get("x-gatehouse-request-id");
  return (
    <div className="mx-auto flex w-full max-w-120 flex-col items-start gap-4 px-4 py-16">
      <h1 className="font-semibold text-title">You may not see this</h1>
      <p className="text-muted">
        Your roles do not include it. An admin of your tenant can give you a role that does.
      </p>
      <a className={buttonClass("secondary")} href="/">
        Go to the start page
      </a>
      {requestId && (
        <div className="text-muted">
          <RequestId value={requestId} />
        </div>
      )}
    </div>
  );
}
