import { createServer } from "node:http";
import { expect, test } from "vitest";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { sayingWhatIsAway } from "./failure-page.ts";
import type { Handler } from "./front-server.ts";
import { listenOn, send } from "./test-front.ts";

const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });

/** As a page is answered: the status first, then the text in pieces. */
function page(status: number, error: Error | null): Handler {
  return async (_, response) => {
    if (error) translateDatabaseError(error);
    response.statusCode = status;
    response.setHeader("Link", "</x.css>; rel=preload");
    response.write("<p>half");
    response.end(" a page");
  };
}

async function answerOf(pages: Handler) {
  const handle = sayingWhatIsAway(pages);
  const server = createServer((request, response) => {
    response.setHeader("X-Request-Id", "<the request>");
    handle(request, response);
  });
  const answer = await send({ port: await listenOn(server), path: '/a?b="c"' });
  server.close();
  return answer;
}

test("a page that failed because the database is away is 503, says so, and when to come back", async () => {
  const { status, headers, body } = await answerOf(page(500, refused));
  expect(status).toBe(503);
  expect(headers).toMatchObject({ "retry-after": "2", "cache-control": "no-store" });
  expect(headers["link"]).toBeUndefined();
  expect(body).toContain("Request id: <code>&#60;the request&#62;</code>");
  expect(body).toContain('href="/a?b=&#34;c&#34;"');
  expect(body).not.toContain("half");
});

test("a page that failed for another reason, or got by without the database, stays as it is", async () => {
  for (const pages of [page(500, new Error("a bug")), page(500, null), page(200, refused)]) {
    const { status, body } = await answerOf(pages);
    expect([200, 500]).toContain(status);
    expect(body).toBe("<p>half a page");
  }
});
