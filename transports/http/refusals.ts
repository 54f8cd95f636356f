import type { IncomingMessage } from "node:http";
import { isAllowedOrigin } from "./origin.ts";
import { type Problem, problem } from "./problem.ts";

export const MAX_BODY_BYTES = 1_048_576;
const MAX_URL_CHARACTERS = 8_192;

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

type Refusal = Omit<Problem, "requestId">;

/** Why a request goes no further, or null. */
export function refusalOf(
  req: IncomingMessage,
  { path, isApi, forPrograms }: { path: string; isApi: boolean; forPrograms: boolean },
): Refusal | null {
  const { headers, method = "", url = "" } = req;
  if (!methods.has(method)) {
    return problem(405, "method", "Method not allowed", `${method} means nothing here.`, "");
  }
  if (url.length > MAX_URL_CHARACTERS) {
    return problem(414, "too_long", "Address too long", "The address is too long.", "");
  }
  // RFC 9112 section 3.2: the absolute form is for proxies. It also names a host that is not ours.
  if (!path.startsWith("/") || path.includes("\\")) {
    return problem(400, "invalid", "Bad request", "The address is not a path of this site.", "");
  }
  if (path.startsWith("/_next/image")) {
    return problem(404, "not_found", "Not found", "There is no such page.", "");
  }
  if (Number(headers["content-length"] ?? 0) > MAX_BODY_BYTES) {
    return problem(413, "too_large", "Body too large", "A body may have 1 MB at most.", "");
  }
  // The pages' own readers know no limit; a length that was announced is one.
  if (!isApi && headers["transfer-encoding"] !== undefined) {
    return problem(411, "length", "Length required", "Send a Content-Length.", "");
  }
  if (!forPrograms && !isAllowedOrigin(req)) {
    return problem(
      403,
      "forbidden",
      "Another site sent this",
      "This request did not come from a page of this site. Open it here and try again.",
      "",
    );
  }
  return null;
}
