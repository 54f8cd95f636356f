import { errors } from "oidc-provider";
import { GrantGone } from "#domain/grants/grant-gone.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";

/**
 * An operation's error as the protocol says it. A database that is away is `temporarily_unavailable`
 * (RFC 6749 section 4.1.2.1), as a 503 where there is no redirect.
 */
export function protocolError(thrown: unknown): unknown {
  const error = translateDatabaseError(thrown);
  if (error instanceof GrantGone) return new errors.InvalidGrant(error.message);
  if (!(error instanceof GatehouseError) || error.code !== "unavailable") return error;
  const unavailable = new errors.TemporarilyUnavailable(error.message, { cause: error });
  return Object.assign(unavailable, { status: 503, statusCode: 503 });
}

/** Runs `work`, whose errors become the protocol's. */
export async function speakingProtocol<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw protocolError(error);
  }
}
