import { v7 as uuidv7, validate } from "uuid";

/** Names a grant wherever it is: its tenant first, so that one shard is looked in. No secret. */
export type GrantKey = { tenantId: string; id: string };

/** The id of a new grant, as text. */
export function newGrantId(tenantId: string): string {
  return `${tenantId}~${uuidv7()}`;
}

/** The parts of a grant's id, or null for anything that is none. */
export function readGrantId(text: string): GrantKey | null {
  const [tenantId = "", id = "", ...rest] = text.split("~");
  return rest.length === 0 && validate(tenantId) && validate(id) ? { tenantId, id } : null;
}
