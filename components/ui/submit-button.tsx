"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "./button.tsx";

/** The button of a form with a server action: pending while the action runs, and a second click does nothing. */
export function SubmitButton({
  variant = "primary",
  children,
}: {
  variant?: "primary" | "secondary" | "danger";
  children: ReactNode;
}) {
  const { pending } = useFormStatus();
  return (
    <Button
      onClick={(event) => pending && event.preventDefault()}
      pending={pending}
      type="submit"
      variant={variant}
    >
      {children}
    </Button>
  );
}
