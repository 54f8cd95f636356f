import { translateDatabaseError } from "#domain/kernel/database-errors.ts";

/** What a token was to rest on has ended while it was being made. */
export class GrantGone extends Error {
  override readonly name = "GrantGone";
}

const FOREIGN_KEY_VIOLATION = "23503";

/** `GrantGone` for a row whose parent is not there any more, otherwise the kernel's translation. */
export function translateGrantError(error: unknown): unknown {
  if (error instanceof GrantGone) return error;
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ("code" in at && at.code === FOREIGN_KEY_VIOLATION) {
      return new GrantGone("the grant has ended", { cause: error });
    }
  }
  return translateDatabaseError(error);
}
