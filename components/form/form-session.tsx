"use client";

import type { ReactNode } from "react";
import { type FormSession, FormSessionContext } from "./form-context.ts";

/** Tells the forms below for whom they were made. */
export function FormSessionProvider({
  value,
  children,
}: {
  value: FormSession;
  children: ReactNode;
}) {
  return <FormSessionContext value={value}>{children}</FormSessionContext>;
}
