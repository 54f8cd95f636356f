"use client";

import { useEffect, useState } from "react";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { RequestId } from "#components/ui/failure.tsx";
import { NarrowCard } from "#components/ui/narrow-card.tsx";

/** A page that failed: the log says why, under the request id that stands here. */
export default function ErrorPage({ retry }: { retry: () => void }) {
  const [requestId, setRequestId] = useState<string | null>(null);
  useEffect(() => {
    const meta = document.querySelector<HTMLMetaElement>('meta[name="request-id"]');
    setRequestId(meta?.content ?? null);
  }, []);
  return (
    <NarrowCard title="This page failed">
      <p>
        Gatehouse could not put this page together. Try again; if it fails again, give the request
        id to your administrator.
      </p>
      <div className="mt-6 flex flex-col gap-2">
        <Button onClick={retry} variant="primary">
          Try again
        </Button>
        <a className={buttonClass("secondary")} href="/">
          Go to the start page
        </a>
      </div>
      {requestId && (
        <div className="mt-6 text-muted">
          <RequestId value={requestId} />
        </div>
      )}
    </NarrowCard>
  );
}
