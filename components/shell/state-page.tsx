import type { ReactNode } from "react";
import { RequestId } from "#components/ui/failure.tsx";

/** What stands where a page should: that it is not there, not allowed, or failed, and what to do. */
export function StatePage({
  title,
  requestId,
  action,
  children,
}: {
  title: string;
  requestId: string | null;
  action: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="mx-auto flex w-full max-w-120 flex-col items-start gap-4 px-4 py-16">
      <h1 className="font-semibold text-title">{title}</h1>
      <div className="text-muted">{children}</div>
      <div className="flex flex-wrap gap-2">{action}</div>
      {requestId && (
        <div className="text-muted">
          <RequestId value={requestId} />
        </div>
      )}
    </div>
  );
}
