"use client";

import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { StatePage } from "./state-page.tsx";

/** A page that failed, inside the shell: the log says why, under the request id that stands here. */
export function FailedPage({ retry }: { retry: () => void }) {
  const [requestId, setRequestId] = useState<string | null>(null);
  useEffect(() => {
    const meta = document.querySelector<HTMLMetaElement>('meta[name="request-id"]');
    setRequestId(meta?.content ?? null);
  }, []);
  return (
    <StatePage
      action={
        <Button onClick={retry} variant="primary">
          Try again
        </Button>
      }
      requestId={requestId}
      title="This page failed"
    >
      Gatehouse could not put this page together. Try again; if it fails again, give the request id
      to your administrator.
    </StatePage>
  );
}
