import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { Spinner } from "./spinner.tsx";

type Variant = "primary" | "secondary" | "quiet" | "danger";

const variants: Record<Variant, string> = {
  primary: "bg-accent text-on-accent enabled:hover:opacity-90 disabled:opacity-50",
  secondary:
    "border border-control bg-surface text-text enabled:hover:bg-subtle disabled:border-hairline",
  quiet: "text-muted hover:bg-subtle hover:text-text",
  danger: "bg-danger-button text-on-danger enabled:hover:opacity-90 disabled:opacity-50",
};

/** The look of a button, for a link that acts like one. */
export function buttonClass(variant: Variant, shape: "wide" | "square" = "wide"): string {
  return clsx(
    "relative inline-flex max-w-full shrink-0 cursor-pointer items-center justify-center gap-2 rounded-control font-medium transition",
    "disabled:cursor-default",
    // A label that names a long domain takes a second line rather than leave its dialog.
    shape === "square"
      ? "size-9 pointer-coarse:size-11"
      : "min-h-9 px-4 py-1.5 pointer-coarse:min-h-11",
    variants[variant],
  );
}

type ButtonProps = ComponentProps<"button"> & { variant?: Variant; pending?: boolean };

/** A button whose label stays in place while `pending`: the spinner stands beside it, outside the flow. */
export function Button({
  variant = "secondary",
  pending = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button aria-busy={pending} className={clsx(buttonClass(variant), className)} {...rest}>
      <span className="relative inline-flex items-center gap-2">
        {children}
        {pending && (
          <span className="absolute inset-y-0 left-full ml-2 flex items-center">
            <Spinner />
          </span>
        )}
      </span>
    </button>
  );
}
