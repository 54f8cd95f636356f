/** Every way in which an operation may fail. Each transport maps all of them. */
export type ErrorCode =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "rate_limited"
  | "unavailable";

/** Messages by field, as the reader of a form needs them. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What somebody else saved since the version that a change started from. */
export type StaleChange = {
  /** Of what stands there now: a change that starts from it wins. */
  version: string;
  /** `touched` tells whether this change sets the field to something else than it started from. */
  changed: readonly { field: string; theirs: unknown; touched: boolean }[];
  /** Who and when, in ISO 8601; null where the audit log does not tell, or not this actor. */
  by: { name: string; at: string } | null;
};

/** The one error that operations throw. `message` is public: what happened, and what to do next. */
export class GatehouseError extends Error {
  override readonly name = "GatehouseError";
  readonly code: ErrorCode;
  readonly fields: FieldErrors;
  readonly retryAfterSeconds: number | undefined;
  readonly stale: StaleChange | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    more: {
      fields?: FieldErrors;
      retryAfterSeconds?: number;
      stale?: StaleChange;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.fields = more.fields ?? {};
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.stale = more.stale;
  }
}

/** Input that cannot be accepted, field by field. */
export function invalid(fields: FieldErrors, message?: string): GatehouseError {
  const text = message ?? Object.values(fields)[0] ?? "Check what you entered.";
  return new GatehouseError("invalid", text, { fields });
}

/** No such thing, or one of another tenant: the two read the same. */
export function notFound(noun: string): GatehouseError {
  return new GatehouseError("not_found", `There is no such ${noun.replaceAll("_", " ")}.`);
}

/** The actor is known and may not do this. */
export function forbidden(permission: string): GatehouseError {
  return new GatehouseError(
    "forbidden",
    `This needs the permission "${permission}". Ask an admin of your tenant for it.`,
  );
}

/** Somebody else was first, or the state does not allow it. */
export function conflict(message: string, fields: FieldErrors = {}): GatehouseError {
  return new GatehouseError("conflict", message, { fields });
}

/** Somebody else saved first. In: what they saved. */
export function staleConflict(stale: StaleChange): GatehouseError {
  const fields = Object.fromEntries(
    stale.changed.map(({ field }) => [field, "Somebody else changed this meanwhile."]),
  );
  const message =
    "Somebody else saved a change first. Read it again, then send yours with its version, or without one to save over it.";
  return new GatehouseError("conflict", message, { fields, stale });
}

/** No actor, or one that is not valid any more. */
export function unauthenticated(message = "Sign in to continue."): GatehouseError {
  return new GatehouseError("unauthenticated", message);
}

/** Too many tries. In: seconds until the next one. */
export function rateLimited(retryAfterSeconds: number): GatehouseError {
  return new GatehouseError(
    "rate_limited",
    `Too many attempts. Try again in ${retryAfterSeconds} seconds.`,
    { retryAfterSeconds },
  );
}

/** A part that we rest on does not answer. In: what it was, for the log. */
export function unavailable(cause: unknown): GatehouseError {
  return new GatehouseError(
    "unavailable",
    "Gatehouse cannot answer this right now: its database is away, or it is overloaded. Try again in a moment.",
    { retryAfterSeconds: 2, cause },
  );
}
