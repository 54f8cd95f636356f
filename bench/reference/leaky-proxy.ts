import { connect, createServer } from "node:net";

// Stands before a server and answers a marked request late: the planted leak that the timing rows
// must find. The wait is spent spinning, because timers are a millisecond coarse.
// Usage: leaky-proxy.ts UPSTREAM_PORT MARK MILLISECONDS
const [port, mark, milliseconds] = process.argv.slice(2);

const server = createServer({ noDelay: true }, (client) => {
  const upstream = connect({ port: Number(port), host: "127.0.0.1", noDelay: true });
  client.on("data", (chunk) => {
    const until = performance.now() + (chunk.includes(mark ?? "") ? Number(milliseconds) : 0);
    while (performance.now() < until);
    upstream.write(chunk);
  });
  upstream.on("data", (chunk) => client.write(chunk));
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    one.on("close", () => other.destroy());
    one.on("error", () => other.destroy());
  }
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening ${typeof address === "object" ? address?.port : address}`);
});
