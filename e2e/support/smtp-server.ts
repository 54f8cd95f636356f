import { once } from "node:events";
import type { Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import { type MailMessage, parseMail } from "./mail-message.ts";

export type SmtpMode = "ok" | "reject" | "silent";

export type SmtpSink = {
  /** As in SMTP_URL. */
  url: string;
  messages: MailMessage[];
  /** The first message, received already or to come, that the predicate takes. */
  waitForMail(
    predicate: (message: MailMessage) => boolean,
    timeoutMs?: number,
  ): Promise<MailMessage>;
  /** `reject` refuses every recipient with 550; `silent` accepts connections and says nothing. */
  setMode(mode: SmtpMode): void;
  stop(): Promise<void>;
};

const pollMs = 25;

/** Starts an SMTP server for tests on 127.0.0.1 that keeps what it is sent. */
export async function startSmtpServer(): Promise<SmtpSink> {
  const messages: MailMessage[] = [];
  let mode: SmtpMode = "ok";

  const server = new SMTPServer({
    logger: false,
    authOptional: true,
    closeTimeout: 100,
    disabledCommands: ["STARTTLS", "AUTH"],
    onConnect: (_session, done) => {
      if (mode !== "silent") done();
    },
    onRcptTo: (_address, _session, done) => {
      if (mode === "reject")
        done(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
      else done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const envelope = {
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
        };
        messages.push(parseMail(Buffer.concat(chunks).toString("utf8"), envelope));
        done();
      });
    },
  });
  // A client that gives up on a silent server is no error of the tests.
  server.on("error", () => undefined);
  const listener = server.listen(0, "127.0.0.1");
  const sockets = new Set<Socket>();
  listener.on("connection", (socket) => sockets.add(socket));
  await once(listener, "listening");
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");

  return {
    url: `smtp://127.0.0.1:${address.port}`,
    messages,
    waitForMail: async (predicate, timeoutMs = 10_000) => {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const found = messages.find(predicate);
        if (found !== undefined) return found;
        if (Date.now() > deadline) {
          const subjects = messages.map(({ to, subject }) => `${to.join()}: ${subject}`);
          throw new Error(`no such mail in ${timeoutMs} ms, but: ${subjects.join("; ") || "none"}`);
        }
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    },
    setMode: (next) => {
      mode = next;
    },
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
