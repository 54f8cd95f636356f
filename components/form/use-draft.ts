"use client";

import { usePathname } from "next/navigation";
import { useId } from "react";
import { type FormSession, useFormSession } from "./form-context.ts";

/**
 * What stands before the form's ids, and what was typed into this very form when its session ended.
 * The server makes the same id for the same form of the same page, which is how the draft finds it.
 * In: false once the form was sent and taken, since then the draft is past.
 */
export function useDraft(wanted: boolean): { prefix: string; draft: FormSession["draft"] } {
  const prefix = useId();
  const path = usePathname();
  const { draft } = useFormSession();
  const isOurs = wanted && draft?.form === prefix && draft.path === path;
  return { prefix, draft: isOurs ? draft : null };
}
