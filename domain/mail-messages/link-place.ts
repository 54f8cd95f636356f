import { unseal } from "#platform/seal.ts";

const GONE = "(the one-time link went out with the mail, and is kept nowhere else)";

/** Where a message's one-time link stands: sealed elsewhere it does not open here. */
export function linkPlace(tenantId: string, rowId: string) {
  return { table: "mail_messages", tenantId, rowId, column: "sealed_link" };
}

/**
 * The message's text with its link in place, as long as it is kept: once the mail is out, the mail
 * alone has it. Throws `SealError` when our keys do not open it.
 */
export function fullBody(row: {
  tenantId: string;
  id: string;
  body: string;
  sealedLink: string | null;
}): string {
  if (row.sealedLink === null) return row.body.replaceAll("{link}", GONE);
  const link = unseal(row.sealedLink, linkPlace(row.tenantId, row.id)).reveal();
  return row.body.replaceAll("{link}", () => link);
}
