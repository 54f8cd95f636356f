import { setTimeout as pause } from "node:timers/promises";
import { channelIsLive, closeChannel, openChannel } from "#db/channel.ts";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { findSession } from "#domain/sessions/find.ts";

/**
 * A second process, as the tests need one: keeps sessions in its cache, says "ready", and then
 * tells each one's place in the arguments once it is over.
 */
const [url = "", ...tokens] = process.argv.slice(2);
const tell = (message: string | number) => process.send?.(message);

await openDatabase({ url, maxConnections: 2 });
await openChannel();
while (!channelIsLive()) await pause(10);
const found = await Promise.all(tokens.map((token) => findSession(token)));
tell(found.every(Boolean) ? "ready" : "a session is missing");
await Promise.all(
  tokens.map(async (token, place) => {
    while (await findSession(token)) await pause(10);
    tell(place);
  }),
);
await closeChannel();
await closeDatabase();
process.disconnect();
