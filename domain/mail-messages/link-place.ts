import { unseal } from "#platform/seal.ts";

/** Where a message's one-time link stands: sealed elsewhere it does not open here. */
export function linkPlace(tenantId: string, rowId: string) {
  return { table: "mail_messages", tenantId, rowId, column: "sealed_link" };
}

/** The message's text with its link in place. Throws `SealError` when our keys do not open it. */
export function fullBody(row: {
  tenantId: string;
  id: string;
  body: string;
  sealedLink: string | null;
}): string {
  if (row.sealedLink === null) return row.body;
  const link = unseal(row.sealedLink, linkPlace(row.tenantId, row.id)).reveal();
  return row.body.replaceAll("{link}", () => link);
}
