import { createServer } from "node:http";
import next from "next";
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
  return sayingWhatIsAway(app.getRequestHandler());
}
