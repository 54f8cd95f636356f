import type { ReactNode } from "react";
import { FormSessionProvider } from "#components/form/form-session.tsx";
import { readFormDraft } from "#domain/form-drafts/read.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import type { SignedIn } from "#domain/sessions/find.ts";
import { currentPath, requestInfo } from "./context.ts";
import { formProof } from "./form-owner.ts";

/** Around a person's forms: for whom they are made, and the draft that the address asks for. */
export async function FormSession({ person, children }: { person: SignedIn; children: ReactNode }) {
  const value = { proof: formProof(person), draft: await resumedDraft(person) };
  return <FormSessionProvider value={value}>{children}</FormSessionProvider>;
}

/** One that is gone, or another person's, is none: the form is then as it stands. */
async function resumedDraft({ actor }: SignedIn) {
  const url = new URL(await currentPath(), "http://page.invalid");
  const id = url.searchParams.get("resume");
  if (id === null) return null;
  const ctx = { actor, tenantId: actor.tenantId, request: await requestInfo() };
  try {
    return await readFormDraft(ctx, { id });
  } catch (error) {
    if (error instanceof GatehouseError) return null;
    throw error;
  }
}
