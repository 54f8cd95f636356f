import { z } from "zod";

/** What somebody had typed: into which form of which page, by field. Never a secret. */
export const formDraft = z.strictObject({
  form: z.string().max(200),
  path: z.string().max(2_000),
  values: z.record(z.string(), z.array(z.string()).readonly()),
});
export type FormDraft = z.output<typeof formDraft>;

/** Where a draft is sealed: nobody else's row opens it. */
export function draftPlace(tenantId: string, id: string) {
  return { table: "form_drafts", tenantId, rowId: id, column: "sealed" };
}
