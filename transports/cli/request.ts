import { CommandError } from "./failure.ts";

const TIMEOUT_MS = 60_000;

/** Asks the server. Throws `CommandError` when nobody answers. */
export async function request(
  url: URL,
  init: RequestInit,
  timeoutMs = TIMEOUT_MS,
): Promise<Response> {
  try {
    return await fetch(url, {
      ...init,
      // A redirect would carry the credential elsewhere.
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new CommandError(
      `Nobody answers at ${url.origin}${code}. Start Gatehouse, or set GATEHOUSE_URL.`,
    );
  }
}
