import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A way to PostgreSQL that a test can cut, and open again at the same address. */
export type CuttableWay = {
  open: () => Promise<void>;
  cut: () => Promise<void>;
  /** The address of the database by this way. */
  url: () => string;
};

/** In: where the database is, asked when the way is used. */
export function cuttableWay(database: () => string): CuttableWay {
  const sockets = new Set<Socket>();
  let wayPort = 0;
  const server = createServer((from) => {
    const { hostname, port } = new URL(database());
    const to = connect(Number(port), hostname);
    for (const socket of [from, to]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        from.destroy();
        to.destroy();
      });
    }
    from.pipe(to).pipe(from);
  });
  return {
    open: async () => {
      server.listen(wayPort, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      wayPort = typeof address === "object" && address ? address.port : 0;
    },
    cut: async () => {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      await closed;
    },
    url: () => {
      const url = new URL(database());
      url.port = String(wayPort);
      return url.href;
    },
  };
}
