import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { unavailable } from "#domain/kernel/errors.ts";
import { type Outage, watchOutage } from "#platform/outage.ts";
import type { Handler } from "./front-server.ts";
import { type Problem, problemHeaders, problemOf } from "./problem.ts";
import { dataPolicy } from "./security-headers.ts";

const style = [
  ":root{color-scheme:light dark}",
  "body{font:16px/1.5 system-ui,sans-serif;max-width:25rem;margin:18vh auto 0;padding:0 24px}",
  "h1{font-size:24px;line-height:32px;font-weight:600}",
  "code{overflow-wrap:anywhere}",
].join("");
const styleHash = createHash("sha256").update(style).digest("base64");

/** A problem as a page that needs nothing else: not the database, no script and no other file. */
export function failurePage(found: Problem, retryPath: string): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(found.title)}</title><style>${style}</style></head>
<body><main><h1>${escapeHtml(found.title)}</h1><p>${escapeHtml(found.detail)}</p>
<p><a href="${escapeHtml(retryPath)}">Try again</a></p>
<p>Request id: <code>${escapeHtml(found.requestId)}</code></p></main></body></html>
`;
}

/** Answers with a problem as a page. */
export function sendFailurePage(
  response: ServerResponse,
  found: Problem,
  page: { retryPath: string; error: unknown },
): void {
  response.writeHead(found.status, {
    ...problemHeaders(found, page.error),
    ...failurePageHeaders,
  });
  response.end(failurePage(found, page.retryPath));
}

/** The headers that go with a page of a problem. */
export const failurePageHeaders = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": `${dataPolicy}; style-src 'sha256-${styleHash}'`,
};

/**
 * The same handler; but where it would answer 500 because something that it rests on was away, the
 * answer is 503, a page that says so, and when to come back.
 */
export function sayingWhatIsAway(pages: Handler): Handler {
  return (request, response) => {
    const outage: Outage = { seen: false };
    replaceAnswer(
      response,
      () => outage.seen && response.statusCode === 500,
      () => {
        const error = unavailable(undefined);
        const found = problemOf(error, String(response.getHeader("X-Request-Id") ?? ""));
        sendFailurePage(response, found, { retryPath: request.url ?? "/", error });
      },
    );
    return watchOutage(outage, () => pages(request, response));
  };
}

/** Calls `give` in place of the first byte of an answer for which `when` says so. */
function replaceAnswer(response: ServerResponse, when: () => boolean, give: () => void): void {
  const { write, end, flushHeaders } = response;
  let replaced = false;
  const isReplaced = (): boolean => {
    if (replaced || response.headersSent || !when()) return replaced;
    replaced = true;
    Object.assign(response, { write, end });
    for (const name of ["Link", "Vary", "Content-Length", "Content-Encoding", "ETag"]) {
      response.removeHeader(name);
    }
    give();
    Object.assign(response, { write: () => true, end: () => response });
    return true;
  };
  Object.assign(response, {
    write: (...args: unknown[]) => isReplaced() || Reflect.apply(write, response, args),
    end: (...args: unknown[]) => (isReplaced() ? response : Reflect.apply(end, response, args)),
    flushHeaders: () => isReplaced() || Reflect.apply(flushHeaders, response, []),
  });
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
