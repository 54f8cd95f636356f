import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseCookies } from "#platform/cookies.ts";
import { type Html, html } from "./html.ts";
import { stylesheet } from "./stylesheet.ts";

const styleHash = createHash("sha256").update(stylesheet).digest("base64");

/** Nothing runs, nothing is loaded but the frames, and the forms post to us alone. */
const directives = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

function policyOf({ frames = [] }: Page): string {
  const origins = new Set(frames.map((address) => new URL(address).origin));
  const framed = origins.size === 0 ? [] : [`frame-src ${[...origins].join(" ")}`];
  return [...directives, ...framed].join("; ");
}

export type Page = {
  title: string;
  body: Html;
  status?: number;
  /** Where the browser goes on by itself. */
  refreshTo?: string;
  /** Pages of others that the browser loads out of sight, such as to sign out there. */
  frames?: readonly string[];
};

/** A page of the protocol in our look: one card, no script, nothing loaded from anywhere. */
function pageText(cookies: string | undefined, page: Page): string {
  const { title, body, refreshTo, frames = [] } = page;
  const theme = parseCookies(cookies).get("gatehouse_theme");
  const chosen = theme === "light" || theme === "dark" ? theme : "system";
  const refresh = refreshTo && html`<meta http-equiv="refresh" content="0;url=${refreshTo}">`;
  return html`<!DOCTYPE html>
<html lang="en" data-theme="${chosen}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">${refresh ?? ""}
<link rel="icon" href="/icon.svg"><title>${title} · Gatehouse</title>
<style>${stylesheetHtml}</style></head>
<body><main><div class="card"><p class="brand">${mark}Gatehouse</p>
<h1>${title}</h1>
${body}</div></main>${frames.map(frame)}</body></html>
`.text;
}

function frame(address: string): Html {
  return html`<iframe hidden sandbox="allow-scripts allow-same-origin" src="${address}" title="Signing out"></iframe>`;
}

/** A page as an answer. In: the request's cookies, among which is the theme. */
export function pageResponse(cookies: string | undefined, page: Page): Response {
  const { status = 200 } = page;
  return new Response(pageText(cookies, page), { status, headers: headersOf(page) });
}

/** Answers with a page. */
export function sendPage(request: IncomingMessage, response: ServerResponse, page: Page): void {
  for (const [name, value] of Object.entries(headersOf(page))) response.setHeader(name, value);
  response.statusCode = page.status ?? 200;
  response.end(pageText(request.headers.cookie, page));
}

type KoaLike = {
  req: IncomingMessage;
  status: number;
  body: unknown;
  set(headers: Record<string, string>): void;
};

/** The same for the library's own answers. The status stays what the library made it. */
export function showPage(ctx: KoaLike, page: Page): void {
  ctx.set(headersOf(page));
  ctx.body = pageText(ctx.req.headers.cookie, page);
}

function headersOf(page: Page): Record<string, string> {
  return {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": policyOf(page),
    "Cache-Control": "no-store",
  };
}

const stylesheetHtml: Html = { text: stylesheet };

const mark: Html = {
  text: '<svg aria-hidden="true" viewBox="0 0 28 28"><rect class="gate" height="28" rx="7" width="28"/><g class="bars" fill="none" stroke-linecap="round" stroke-width="2"><path d="M7 21v-7a7 7 0 0 1 14 0v7"/><path d="M11.5 21v-6.5a2.5 2.5 0 0 1 5 0V21"/></g></svg>',
};
