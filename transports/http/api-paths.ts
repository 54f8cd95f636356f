import type { IncomingMessage } from "node:http";

/** Whether a request is the app's, and not a page's. */
export function isApi(request: IncomingMessage, path: string): boolean {
  if (path.startsWith("/v1/") || path === "/v1" || path.startsWith("/api/auth/msp/")) return true;
  if (path.startsWith("/console/")) return true;
  return path.startsWith("/auth/msp/") && isPlainForm(request);
}

/** A form as HTML itself sends it. Next's own actions arrive as multipart, or name themselves. */
function isPlainForm({ method, headers }: IncomingMessage): boolean {
  const type = headers["content-type"] ?? "";
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type);
  return method === "POST" && isForm && headers["next-action"] === undefined;
}
