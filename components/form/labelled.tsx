"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useFormFacts } from "./form-context.ts";
import { StaleNote } from "./stale-note.tsx";

type Common = { name: string; label: ReactNode; hint?: ReactNode };

/** A label, its control, and what there is to say below. */
export function Labelled({
  name,
  label,
  hint,
  error,
  children,
}: Common & { error: string | undefined; children: ReactNode }) {
  const { prefix } = useFormFacts();
  return (
    <div>
      <label className="mb-1 block font-medium" htmlFor={`${prefix}-${name}`}>
        {label}
      </label>
      {children}
      <StaleNote name={name} show={(values) => values.join("\n")} />
      <Notes error={error} hint={hint} name={name} />
    </div>
  );
}

/** What is wrong with a field, and the hint that helps to fill it in. */
export function Notes({
  name,
  hint,
  error,
  indent = false,
}: {
  name: string;
  hint: ReactNode;
  error: string | undefined;
  indent?: boolean;
}) {
  const { prefix } = useFormFacts();
  return (
    <>
      {error && (
        <p
          className={clsx("mt-1 text-compact text-danger", indent && "pl-6")}
          id={`${prefix}-${name}-error`}
        >
          {error}
        </p>
      )}
      {hint && (
        <p
          className={clsx("mt-1 text-compact text-muted", indent && "pl-6")}
          id={`${prefix}-${name}-hint`}
        >
          {hint}
        </p>
      )}
    </>
  );
}
