"use client";

import { createContext, useContext } from "react";
import type { UseFormRegister } from "react-hook-form";

/** What a field needs to know about its form. */
export type FormFacts = {
  pending: boolean;
  register: UseFormRegister<Record<string, unknown>>;
  errorOf: (name: string) => string | undefined;
  /** What was typed into the field before a plain form post failed. */
  typed: (name: string) => readonly string[] | undefined;
};

export const FormContext = createContext<FormFacts | null>(null);

/** The form around a field. Throws outside of one. */
export function useFormFacts(): FormFacts {
  const facts = useContext(FormContext);
  if (!facts) throw new Error("A field stands outside of any ActionForm");
  return facts;
}
