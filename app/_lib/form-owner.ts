import { z } from "zod";
import type { Context } from "#domain/kernel/context.ts";
import { conflict, unauthenticated } from "#domain/kernel/errors.ts";
import type { SignedIn } from "#domain/sessions/find.ts";
import { enterTenant } from "#domain/tenants/enter.ts";
import { openPayload, signPayload } from "#platform/signed.ts";
import { requestInfo, signedIn } from "./context.ts";

const PURPOSE = "form";
/** A form that is open for longer than any session works on, but no draft of it is kept. */
const TTL_SECONDS = 24 * 60 * 60;

const owner = z.strictObject({ tenantId: z.uuid(), userId: z.uuid() });
export type FormOwner = z.output<typeof owner>;

/** What a form carries to say for whom its page was made. No authorization, and no secret. */
export function formProof({ actor }: SignedIn): string {
  const { tenantId, userId } = actor;
  return signPayload(PURPOSE, { tenantId, userId } satisfies FormOwner, TTL_SECONDS);
}

/** For whom a posted form was made; null where it does not say so, or not any more. */
export function ownerOf(form: FormData): FormOwner | null {
  const proof = form.get("_for");
  return typeof proof === "string" ? openPayload(PURPOSE, proof, owner) : null;
}

/**
 * Who posts a form, in the tenant that it names. Throws `unauthenticated` for nobody, and `conflict`
 * for somebody else than it was made for: whoever signs in after another person on one browser must
 * not send what that person typed.
 */
export async function callerContext(form: FormData, slug: string): Promise<Context> {
  const person = await signedIn();
  if (!person) throw unauthenticated("You were signed out meanwhile. Nothing was saved.");
  const { actor } = person;
  const madeFor = ownerOf(form);
  if (madeFor && madeFor.userId !== actor.userId) {
    throw conflict(
      "This form was opened by somebody else, who was signed in here before you. Reload the page to use it as yourself.",
    );
  }
  const ctx = { actor, tenantId: actor.tenantId, request: await requestInfo() };
  return slug === "" ? ctx : await enterTenant(ctx, slug);
}
