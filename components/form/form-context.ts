"use client";

import { createContext, useContext } from "react";
import type { UseFormRegister } from "react-hook-form";
import type { FormValues, Stale } from "./action-state.ts";

/** What a field needs to know about its form. */
export type FormFacts = {
  pending: boolean;
  /** Stands before every id of the form: two forms of a page may have fields of one name. */
  prefix: string;
  register: UseFormRegister<Record<string, unknown>>;
  errorOf: (name: string) => string | undefined;
  /** What was typed into the field before a plain form post failed, or before the session ended. */
  typed: (name: string) => readonly string[] | undefined;
  /** What somebody else saved in this field meanwhile. */
  staleOf: (name: string) => Stale["fields"][string] | undefined;
};

export const FormContext = createContext<FormFacts | null>(null);

/** The form around a field. Throws outside of one. */
export function useFormFacts(): FormFacts {
  const facts = useContext(FormContext);
  if (!facts) throw new Error("A field stands outside of any ActionForm");
  return facts;
}

/** Whose forms these are, and what they had typed when their session ended. */
export type FormSession = {
  /** Signed by the server: for whom the page was made. */
  proof: string | null;
  draft: { id: string; form: string; path: string; values: FormValues } | null;
};

export const FormSessionContext = createContext<FormSession>({ proof: null, draft: null });

/** The session around a form; none outside of the console. */
export function useFormSession(): FormSession {
  return useContext(FormSessionContext);
}
