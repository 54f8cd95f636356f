import { valuesOf } from "#components/form/action-state.ts";
import { saveFormDraft } from "#domain/form-drafts/save.ts";
import { currentPath, signInPath } from "./context.ts";
import { ownerOf } from "./form-owner.ts";

/**
 * Keeps what a plain form post brought after its session had ended, for the person for whom the page
 * was made, and answers the way back to it: sign in, then the page, where the form is as it was.
 */
export async function keepDraft(form: FormData): Promise<string> {
  const path = await currentPath();
  const owner = ownerOf(form);
  const name = form.get("_form");
  if (!owner || typeof name !== "string") return signInPath(path);
  const url = new URL(path, "http://page.invalid");
  const id = await saveFormDraft(owner, {
    form: name,
    path: url.pathname,
    values: valuesOf(form),
  });
  if (id !== null) url.searchParams.set("resume", id);
  return signInPath(`${url.pathname}${url.search}`);
}
