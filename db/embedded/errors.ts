/** The embedded server cannot start; the message tells an operator the cause and the remedy. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = "EmbeddedDatabaseError";
}

/** The errno code of a failed system call, or "" for anything else that was thrown. */
export function errnoOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    return error.code;
  }
  return "";
}
