import { clsx } from "clsx";
import type { ReactNode } from "react";

const widths = {
  table: "flex grow flex-col",
  form: "max-w-172 px-4 pb-12 md:px-6",
  detail: "max-w-292 px-4 pb-12 md:px-6",
};

/**
 * The frame of a console page: its title with a count, one primary action, and the content at the
 * width of its kind. A table takes all of it, a form 640 px, details 1120 px.
 */
export function PageFrame({
  title,
  count,
  description,
  action,
  width = "table",
  children,
}: {
  title: ReactNode;
  count?: string | undefined;
  description?: ReactNode;
  action?: ReactNode;
  width?: keyof typeof widths;
  children: ReactNode;
}) {
  return (
    <>
      <header
        className={clsx(
          "flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-6 pb-3 md:px-6",
          width === "form" && "max-w-172",
          width === "detail" && "max-w-292",
        )}
      >
        <div className="min-w-0">
          <h1 className="flex flex-wrap items-baseline gap-x-2 break-words font-semibold text-title">
            <span className="min-w-0">{title}</span>
            {count && <span className="font-normal text-body text-muted">{count}</span>}
          </h1>
          {description && <div className="mt-1 max-w-160 text-muted">{description}</div>}
        </div>
        {action && <div className="page-action">{action}</div>}
      </header>
      <div className={widths[width]}>{children}</div>
    </>
  );
}

/** Details at the left, and a rail of 320 px at the right that says what they are about. */
export function WithRail({ rail, children }: { rail: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-6">{children}</div>
      <div className="flex min-w-0 flex-col gap-6">{rail}</div>
    </div>
  );
}
