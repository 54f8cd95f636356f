import { clsx } from "clsx";
import type { ComponentProps } from "react";

type FieldProps = Omit<ComponentProps<"input">, "id" | "className"> & {
  id: string;
  label: string;
  hint?: string;
  error?: string | undefined;
};

/** One labelled input. The hint and the error are read out with it; the error also says so by its border. */
export function Field({ id, label, hint, error, ...input }: FieldProps) {
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  return (
    <div>
      <label className="mb-1 block font-medium" htmlFor={id}>
        {label}
      </label>
      <input
        aria-describedby={clsx(errorId, hintId) || undefined}
        aria-invalid={error ? true : undefined}
        className={clsx(
          "block h-9 w-full rounded-control border bg-surface px-3 text-text transition-colors",
          "placeholder:text-muted read-only:text-muted pointer-coarse:h-11 pointer-coarse:text-touch",
          error ? "border-danger" : "border-control hover:border-muted",
        )}
        id={id}
        {...input}
      />
      {error && (
        <p className="mt-1 text-compact text-danger" id={errorId}>
          {error}
        </p>
      )}
      {hint && (
        <p className="mt-1 text-compact text-muted" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  );
}
