import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { type Outage, watchOutage } from "#platform/outage.ts";
import type { Handler } from "./front-server.ts";
import { type Problem, problemOf } from "./problem.ts";
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

/** The headers that go with it. */
export function failurePageHeaders(): Record<string, string> {
  return {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": `${dataPolicy}; style-src 'sha256-${styleHash}'`,
  };
}

/**
 * The same handler, but where it would answer 500 because something that it rests on was away, the
 * answer is 503, a page that says so, and when to come back.
 */
export function sayingWhatIsAway(pages: Handler): Handler {
  return (request, response) => {
    const outage: Outage = { seen: false };
    const requestId = String(response.getHeader("X-Request-Id") ?? "");
    replaceAnswer(response, {
      when: () => outage.seen && response.statusCode === 500,
      by: (end) => {
        const { problem, headers } = outageProblem(requestId);
        for (const name of response.getHeaderNames()) {
          if (/^(content-|transfer-|etag|vary|link)/.test(name)) response.removeHeader(name);
        }
        response.writeHead(problem.status, { ...headers, ...failurePageHeaders() });
        end(request.method === "HEAD" ? "" : failurePage(problem, request.url ?? "/"));
      },
    });
    return watchOutage(outage, () => pages(request, response));
  };
}
