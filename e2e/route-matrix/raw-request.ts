import { Agent, request } from "node:http";

export type RawRequest = {
  /** Sent as it is written: nothing is decoded, resolved or put right. */
  path: string;
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** Enough of the answer: for streams, which end much later. */
  firstChunkOnly?: boolean;
};

export type RawAnswer = { status: number; headers: Readonly<Record<string, string>>; text: string };

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
const patienceMs = 20_000;

/** One request to `baseUrl` as no browser would tidy it up; redirects are not followed. */
export async function sendRaw(baseUrl: string, asked: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(baseUrl);
  const { path, method = "GET", body, firstChunkOnly = false } = asked;
  const length = body === undefined ? {} : { "content-length": `${Buffer.byteLength(body)}` };
  return await new Promise((resolve, reject) => {
    const headers = { ...asked.headers, ...length };
    const outgoing = request({ hostname, port, path, method, headers, agent }, (incoming) => {
      const { statusCode: status = 0 } = incoming;
      const chunks: string[] = [];
      const done = () =>
        resolve({
          status,
          headers: Object.fromEntries(
            Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
          ),
          text: chunks.join(""),
        });
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => {
        chunks.push(chunk);
        if (!firstChunkOnly || status !== 200) return;
        done();
        outgoing.destroy();
      });
      incoming.on("end", done);
      incoming.on("error", reject);
    });
    outgoing.setTimeout(patienceMs, () => outgoing.destroy(new Error(`${path} did not answer`)));
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Runs `work` on all items, a few at a time; the results in the items' order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      const item = items[index];
      if (item !== undefined) results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  return results;
}
