import { createServer, type IncomingMessage } from "node:http";
import next from "next";
import { operatorExists } from "#domain/setup/operator-exists.ts";
import { env } from "#platform/env.ts";
import { sayingWhatIsAway } from "./failure-page.ts";
import type { Handler } from "./front-server.ts";

/**
 * Next, which serves the pages of the build in `folder`.
 * Throws when there is no build.
 */
export async function preparePages(folder: string): Promise<Handler> {
  const app = next({
    dev: false,
    dir: folder,
    quiet: true,
    hostname: env.HOST,
    port: env.PORT,
    // Next attaches an upgrade handler to the server that it is given. This one never listens.
    httpServer: createServer(),
  });
  await app.prepare();
  return sayingWhatIsAway(withoutInnerPages(withoutSetup(app.getRequestHandler())));
}

/** The page that Next keeps for its own failure is none to ask for: it would answer 500. */
function withoutInnerPages(pages: Handler): Handler {
  return async (request, response) => {
    if (/^\/_global-error\/?(?:\?|$)/.test(request.url ?? "")) request.url = "/_not-found";
    return await pages(request, response);
  };
}

/**
 * The same handler; but there is no setup page once an operator exists. The page itself says so
 * too, yet what it throws is put together by scripts, and stays blank where there are none.
 */
function withoutSetup(pages: Handler): Handler {
  return async (request, response) => {
    if (!(await asksForSetupThatIsOver(request))) return await pages(request, response);
    // A form posted without scripts: the answer to it is a page as well.
    if (request.method === "POST") return response.writeHead(303, { Location: "/setup" }).end();
    request.url = "/_not-found";
    return await pages(request, response);
  };
}

async function asksForSetupThatIsOver({ url = "", headers }: IncomingMessage): Promise<boolean> {
  if (!/^\/setup\/?(?:\?|$)/.test(url)) return false;
  // The action answers for itself: in place, to somebody who was about to set up.
  if (headers["next-action"] !== undefined) return false;
  // With the database away the page fails as every other does.
  return await operatorExists().catch(() => false);
}
