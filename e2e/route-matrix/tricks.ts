import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "#e2e/support/product.ts";

/** Headers by which a request once got past Next's checks, or to another page than its address says. */
export function trickHeaders(path: string): Readonly<Record<string, string>>[] {
  const middleware = ["middleware", "src/middleware", "proxy", "pages/_middleware"].map((name) => ({
    "x-middleware-subrequest": Array.from({ length: 6 }, () => name).join(":"),
  }));
  const output = Buffer.from(JSON.stringify({ path, params: {} })).toString("base64");
  return [
    ...middleware,
    { "x-middleware-subrequest-id": "0000000000000000" },
    { "x-middleware-rewrite": path, "x-middleware-next": "1" },
    { "x-middleware-override-headers": "cookie", "x-middleware-request-cookie": "a=b" },
    { "x-middleware-prefetch": "1" },
    { "x-middleware-set-cookie": "a=b" },
    { "x-matched-path": path },
    { "x-matched-path": "/auth/msp/signin" },
    { "x-now-route-matches": `1=${encodeURIComponent(path)}` },
    { "x-invoke-path": path, "x-invoke-status": "200", "x-invoke-query": "%7B%7D" },
    { "x-invoke-path": "/auth/msp/signin", "x-invoke-output": "/auth/msp/signin" },
    { "x-invoke-error": "%7B%22message%22%3A%22x%22%7D" },
    { "x-nextjs-data": "1" },
    { "x-nextjs-rewrite": path },
    { "x-nextjs-matched-path": path },
    { "x-next-resume-state-length": "2", "next-resume": "1" },
    { "x-prerender-revalidate": "1", "x-prerender-revalidate-if-generated": "1" },
    { "x-next-revalidated-tags": "a", "x-next-revalidate-tag-token": "b" },
    { "x-action-forwarded": "1" },
    { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
    { "x-original-url": path, "x-rewrite-url": path },
    { "x-http-method-override": "HEAD" },
    { "x-gatehouse-path": "/auth/msp/signin", "x-gatehouse-request-id": output },
    { "next-url": "/auth/msp/signin" },
    { rsc: "1", "next-router-prefetch": "1", "next-url": "/auth/msp/signin" },
    { rsc: "1", "next-router-state-tree": "not a tree" },
    { rsc: "0" },
    { purpose: "prefetch", "sec-purpose": "prefetch", "next-router-prefetch": "1" },
    { authorization: "Bearer x" },
    { "content-security-policy": "script-src 'nonce-x'", "x-nonce": "x" },
    { range: "bytes=0-99" },
    { "if-none-match": "*", "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT" },
  ];
}

/** The same address written otherwise. Each is sent as it stands. */
export function trickPaths(path: string): string[] {
  const build = readFileSync(join(root, ".next", "BUILD_ID"), "utf8").trim();
  const [first = "", ...rest] = path.slice(1);
  const encoded = `/%${first.charCodeAt(0).toString(16)}${rest.join("")}`;
  return [
    `${path}/`,
    `/${path}`,
    `${path.replaceAll("/", "//")}`,
    encoded,
    `/%25${encoded.slice(2)}`,
    path.replaceAll("/", "%2f").replace("%2f", "/"),
    path.replaceAll("/", "\\").replace("\\", "/"),
    `/.${path}`,
    `/auth/..${path}`,
    `/auth/msp/signin/../../..${path}`,
    `/auth/msp/signin/%2e%2e/%2e%2e/%2e%2e${path}`,
    `/_next/static/..${path.replace("/", "/../")}`,
    `/_next/static/%2e%2e/%2e%2e${path}`,
    `/v1/..${path}`,
    `/console/..${path}`,
    path.toUpperCase(),
    `${path};a=b`,
    `${path}%00`,
    `${path}%20`,
    `${path}.`,
    `${path}.rsc`,
    `${path}.txt`,
    `${path}.json`,
    `${path}.html`,
    `${path}.prefetch.rsc`,
    `${path}.segments/_tree.segment.rsc`,
    `${path}/page`,
    `${path}/index`,
    `${path}?__nextDataReq=1`,
    `${path}?__nextLocale=en&nxtPtenant=platform`,
    `${path}?_rsc=x`,
    `${path}#x`,
    `/_next/data/${build}${path}.json`,
    `/_next/data/${build}${path}.rsc`,
    `/_next${path}`,
    `/(console)${path}`,
    `/_next/image?url=${encodeURIComponent(path)}&w=64&q=75`,
    `http://localhost${path}`,
  ];
}
