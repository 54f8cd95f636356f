import { CopyButton } from "./copy-button.tsx";

export type Failure = { message: string; requestId: string | null };

/**
 * An error region that is always mounted, so that a screen reader hears what appears in it.
 * Colour, icon and words say the same thing; the request id stands below, to copy.
 */
export function FailureRegion({ failure, id }: { failure: Failure | null; id?: string }) {
  return (
    <div id={id} role="alert">
      {failure && (
        <div className="mt-4 flex gap-2 rounded-control bg-danger-tint p-3 text-compact text-danger">
          <svg
            aria-hidden="true"
            className="mt-0.5 size-4 shrink-0"
            fill="none"
            stroke="currentColor"
            strokeLinecap="round"
            strokeWidth="1.5"
            viewBox="0 0 16 16"
          >
            <circle cx="8" cy="8" r="6.25" />
            <path d="M8 4.75v3.5M8 11h.01" />
          </svg>
          <div className="min-w-0 grow">
            <p>{failure.message}</p>
            {failure.requestId && <RequestId value={failure.requestId} />}
          </div>
        </div>
      )}
    </div>
  );
}

/** The id that finds this request in the log and in the audit events. */
export function RequestId({ value }: { value: string }) {
  return (
    <p className="mt-1 text-meta">
      Request <code className="select-all font-mono">{value}</code>{" "}
      <CopyButton label="Copy the request id" value={value} />
    </p>
  );
}
