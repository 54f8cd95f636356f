import { createServer } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { log } from "./log.ts";
import { MailError, probeMail, sendMail } from "./mail.ts";
import { Secret } from "./secret.ts";
import { startProcessWith } from "./test-process.ts";

const received: { from: string; to: string[]; raw: string }[] = [];
const logins: string[] = [];
const server = new SMTPServer({
  authOptional: true,
  allowInsecureAuth: true,
  onAuth({ username, password }, _session, done) {
    logins.push(`${username} ${password}`);
    done(Object.assign(new Error(`not with ${password}`), { responseCode: 535 }));
  },
  disabledCommands: ["STARTTLS"],
  onRcptTo(address, _session, done) {
    if (address.address.startsWith("nobody")) {
      done(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
    } else if (address.address.startsWith("later")) {
      done(Object.assign(new Error("greylisted"), { responseCode: 451 }));
    } else done();
  },
  onData(stream, session, done) {
    stream.toArray().then((chunks) => {
      const { mailFrom, rcptTo } = session.envelope;
      const raw = Buffer.concat(chunks).toString();
      received.push({
        from: mailFrom ? mailFrom.address : "",
        to: rcptTo.map((r) => r.address),
        raw,
      });
      done();
    }, done);
  },
});
let smtpUrl = Secret.of("");

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  smtpUrl = Secret.of(`smtp://127.0.0.1:${port}`);
});
beforeEach(() => {
  startProcessWith({ MAIL_FROM: "Gatehouse <sso@msp.example>" });
  received.length = 0;
  logins.length = 0;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const mail = { to: "ada@example.com", subject: "Prüfe", text: "hello" };

async function failureOf(change: Partial<typeof mail>, url = smtpUrl): Promise<MailError> {
  try {
    await sendMail({ ...mail, ...change }, url);
  } catch (error) {
    if (error instanceof MailError) return error;
    throw error;
  }
  throw new Error("the mail was sent");
}

test("a mail goes out from MAIL_FROM to its one recipient", async () => {
  expect(await sendMail({ ...mail, html: "<p>hello</p>" }, smtpUrl)).toEqual({ kind: "sent" });
  expect(received).toMatchObject([{ from: "sso@msp.example", to: ["ada@example.com"] }]);
  expect(received[0]?.raw).toContain("<p>hello</p>");
});

test.each([
  "ada@example.com, eve@evil.example",
  "ada@example.com\r\nBcc: eve@evil.example",
  "Eve <eve@evil.example>",
  "ada@example.com;eve@evil.example",
  "ada@evil.example@example.com",
  "",
])("the recipient %j is refused", async (to) => {
  expect(await failureOf({ to })).toMatchObject({ permanent: true });
  expect(received).toEqual([]);
});

test("a subject starts no header of its own", async () => {
  expect(await failureOf({ subject: "x\r\nBcc: eve@evil.example" })).toMatchObject({
    permanent: true,
  });
  expect(received).toEqual([]);
});

test("a text reads no file and no address", async () => {
  const text = Object({ path: "/etc/hostname" });
  await expect(sendMail({ ...mail, text }, smtpUrl)).rejects.toThrow(MailError);
  expect(received).toEqual([]);
});

test("what the server refuses for good is told from what may work later", async () => {
  expect((await failureOf({ to: "nobody@example.com" })).permanent).toBe(true);
  expect((await failureOf({ to: "later@example.com" })).permanent).toBe(false);
  expect((await failureOf({}, Secret.of("smtp://127.0.0.1:1"))).permanent).toBe(false);
});

test("a failure says at which stage, with the server's own words, and never the password", async () => {
  const { host } = new URL(smtpUrl.reveal());
  expect((await failureOf({ to: "nobody@example.com" })).message).toBe(
    `The recipient is refused by the mail server ${host}: 550 no such mailbox`,
  );
  const closed = await failureOf({}, Secret.of("smtp://127.0.0.1:1"));
  expect(closed.message).toContain("Nothing answers at the mail server 127.0.0.1:1: ");
  const login = await failureOf({}, Secret.of(smtpUrl.reveal().replace("//", "//u:wrong%20pass@")));
  expect(login.message).toMatch(/^The login is refused by the mail server .* not with \[hidden\]/);
  expect(login.message).not.toContain("wrong pass");
});

describe("a probe of the mail server", () => {
  const withUser = () => Secret.of(smtpUrl.reveal().replace("//", "//user:password@"));

  test("says hello, logs in as sending does, and sends nothing", async () => {
    const { host } = new URL(smtpUrl.reveal());
    expect(await probeMail(smtpUrl)).toEqual({ kind: "ok", server: host });
    expect(await probeMail(withUser())).toMatchObject({ kind: "failed", stage: "login" });
    expect(received).toEqual([]);
  });

  test.each([
    ["smtp://127.0.0.1:1", "connection", "firewall"],
    ["smtp://mail.invalid:587", "address", "host name"],
    ["smtps://127.0.0.1:PORT", "encryption", "scheme"],
    ["smtp://127.0.0.1:PORT?requireTLS=true", "encryption", "certificate"],
  ])("of %s names the stage %s, and what to do", async (url, stage, advice) => {
    const { port } = new URL(smtpUrl.reveal());
    expect(await probeMail(Secret.of(url.replace("PORT", port)))).toMatchObject({
      kind: "failed",
      stage,
      whatToDo: expect.stringContaining(advice),
    });
  });

  test("of a server that says nothing ends within five seconds", async () => {
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const address = mute.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const started = performance.now();
    const found = await probeMail(Secret.of(`smtp://127.0.0.1:${port}`));
    expect(found).toMatchObject({ kind: "failed", stage: "greeting" });
    expect(performance.now() - started).toBeLessThan(5_500);
    mute.close();
  }, 10_000);

  test("without SMTP_URL there is nothing to probe", async () => {
    expect(await probeMail(undefined)).toEqual({ kind: "off" });
  });
});

test("a server that never greets is given up after ten seconds", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const mute = createServer();
  await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
  const address = mute.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const connected = new Promise((resolve) => mute.once("connection", resolve));
  const failure = failureOf({}, Secret.of(`smtp://127.0.0.1:${port}`));
  await connected;
  await vi.advanceTimersByTimeAsync(11_000);
  expect((await failure).permanent).toBe(false);
  vi.useRealTimers();
  mute.close();
});

test("the user and password of SMTP_URL are used", async () => {
  const failure = await failureOf(
    {},
    Secret.of(smtpUrl.reveal().replace("//", "//us%40er:p%2Fw@")),
  );
  expect(failure.permanent).toBe(false);
  expect(logins).toEqual(["us@er p/w"]);
});

test("without SMTP_URL the log has the subject, and neither recipient nor body", async () => {
  const info = vi.spyOn(log, "info").mockImplementation(() => {});
  expect(await sendMail(mail, undefined)).toEqual({ kind: "logged" });
  const logged = JSON.stringify(info.mock.calls);
  expect(logged).toContain("Prüfe");
  expect(logged).not.toContain("ada@");
  expect(logged).not.toContain("hello");
});
