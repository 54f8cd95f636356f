import { connect } from "node:net";

export type Answer = { status: number; head: string; body: string };
export type Connection = {
  /** Sends one complete HTTP/1.1 request and gives its answer. One at a time: no pipelining. */
  send(request: string): Promise<Answer>;
  close(): void;
};

type Pending = { resolve: (answer: Answer) => void; reject: (error: Error) => void };

/**
 * A keep-alive connection that does the least a client can do, so that the load generator is never
 * what is measured. Understands `content-length` and chunked bodies (RFC 9112).
 * @throws when the server cannot be reached; `send` rejects when the server closes the connection
 */
export function openConnection(port: number, host = "127.0.0.1"): Promise<Connection> {
  return new Promise((connected, refused) => {
    const socket = connect({ port, host, noDelay: true });
    let pending: Pending | null = null;
    let received = "";
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => {
      received = received === "" ? chunk : received + chunk;
      const answer = parseAnswer(received);
      if (answer === null) return;
      received = "";
      pending?.resolve(answer);
      pending = null;
    });
    const broken = (error: Error) => {
      refused(error);
      pending?.reject(error);
      pending = null;
    };
    socket.on("error", broken);
    socket.on("close", () => broken(new Error("the server closed the connection")));
    socket.once("connect", () =>
      connected({
        send: (request) =>
          new Promise((resolve, reject) => {
            if (socket.destroyed) reject(new Error("the connection is closed"));
            pending = { resolve, reject };
            socket.write(request, "latin1");
          }),
        close: () => socket.destroy(),
      }),
    );
  });
}

/** Null while the answer is incomplete. */
export function parseAnswer(received: string): Answer | null {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd === -1) return null;
  const head = received.slice(0, headEnd);
  const status = Number(head.slice(9, 12));
  const rest = headEnd + 4;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    if (received.length - rest < Number(length)) return null;
    return { status, head, body: received.slice(rest) };
  }
  if (status === 204 || status === 304) return { status, head, body: "" };
  return received.endsWith("0\r\n\r\n") ? { status, head, body: received.slice(rest) } : null;
}
