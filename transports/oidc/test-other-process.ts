import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { channelIsLive, closeChannel, openChannel } from "#db/channel.ts";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { createFrontServer } from "#transports/http/front-server.ts";
import { handleProtocol, isForPrograms, isProtocol } from "#transports/protocols.ts";

/** For tests: the OpenID Provider in a process of its own. Says its port, and ends when told to. */
const [url = ""] = process.argv.slice(2);

await openDatabase({ url, maxConnections: 10 });
await openChannel();
while (!channelIsLive()) await pause(10);
const server = createFrontServer({
  direct: new Map(),
  api: async (_, response) => response.end(),
  isApi: () => false,
  protocol: handleProtocol,
  isProtocol,
  isForPrograms,
  pages: async (_, response) => response.end(),
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.send?.((server.address() as AddressInfo).port);
await once(process, "disconnect");
server.closeAllConnections();
server.close();
await closeChannel();
await closeDatabase();
