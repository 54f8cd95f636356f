import type { IncomingMessage, ServerResponse } from "node:http";

export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await readText(request));
}

export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

export function answer(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string,
): void {
  response.writeHead(status, { "content-type": contentType, "cache-control": "no-store" });
  response.end(body);
}

export function answerHtml(response: ServerResponse, html: string): void {
  answer(response, 200, "text/html; charset=utf-8", html);
}

/** Neither JSON nor what the endpoint should say: an error page of a proxy, say. */
export function answerGarbage(response: ServerResponse): void {
  answer(response, 200, "application/json", '<html><body>{"issuer": 42, It works!');
}

/** Takes one cookie out of the request before anything reads it. */
export function dropCookie(request: IncomingMessage, name: string): void {
  const kept = (request.headers.cookie ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => !pair.startsWith(`${name}=`) && !pair.startsWith(`${name}.sig=`));
  request.headers.cookie = kept.join("; ");
}
