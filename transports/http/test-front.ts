import { once } from "node:events";
import { type IncomingMessage, type RequestOptions, request, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { createFrontServer, type FrontHandlers, type Handler } from "./front-server.ts";

export type Seen = { method: string; url: string; headers: IncomingMessage["headers"] };

export type Answer = { status: number; headers: IncomingMessage["headers"]; body: string };

/** For tests: a front server on a free port, with `pages` behind it unless told otherwise. */
export async function startFront(handlers: Partial<FrontHandlers> = {}) {
  const seen: Seen[] = [];
  const pages: Handler = async (req, res) => {
    seen.push({ method: req.method ?? "", url: req.url ?? "", headers: { ...req.headers } });
    res.end("page");
  };
  const server = createFrontServer({
    direct: new Map(),
    api: pages,
    isApi: () => false,
    protocol: pages,
    isProtocol: () => false,
    isForPrograms: () => false,
    pages,
    ...handlers,
  });
  const port = await listenOn(server);
  const ask = (path: string, options: RequestOptions & { body?: string } = {}) =>
    send({ port, path, ...options });
  return { server, port, seen, ask };
}

/** Listens on a free port until the test ends. */
export async function listenOn(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}

/** One request as it is written, whatever a browser would make of it. */
export async function send(options: RequestOptions & { body?: string }): Promise<Answer> {
  const { body, ...rest } = options;
  const outgoing = request({ host: "127.0.0.1", agent: false, ...rest });
  outgoing.end(body);
  const [response]: IncomingMessage[] = await once(outgoing, "response");
  if (!response) throw new Error("no response");
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: await text(response),
  };
}
