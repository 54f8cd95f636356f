import { createTransport } from "nodemailer";
import { env } from "./env.ts";
import { keyedHash } from "./hash.ts";
import { log } from "./log.ts";
import { type MailFailure, mailFailure } from "./mail-failure.ts";
import type { Secret } from "./secret.ts";

export type Mail = {
  /** One address, without a display name. */
  to: string;
  subject: string;
  text: string;
  html?: string;
};

type Limits = { stepMs: number; totalMs: number };
const sending: Limits = { stepMs: 10_000, totalMs: 30_000 };
/** A page waits for it. */
const probing: Limits = { stepMs: 4_000, totalMs: 5_000 };

/** A mail that did not go out. `permanent`: the server refused it (5xx) or it is malformed; trying again is no use. */
export class MailError extends Error {
  readonly permanent: boolean;

  constructor(message: string, permanent: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = "MailError";
    this.permanent = permanent;
  }
}

/**
 * Sends one mail over SMTP_URL, 30 seconds at most. Without SMTP_URL only the subject and a keyed hash of the
 * recipient are logged; the body is on the operators' outbox screen. Throws `MailError`.
 */
export async function sendMail(
  mail: Mail,
  smtpUrl: Secret | undefined = env.SMTP_URL,
): Promise<{ kind: "sent" } | { kind: "logged" }> {
  // A line break starts another header, a comma another recipient.
  if (!/^[^\s,;:<>()[\]\\"\p{Cc}@]+@[^\s,;:<>()\\"\p{Cc}@]+$/u.test(mail.to)) {
    throw new MailError("The recipient is not a single address", true);
  }
  if (/\p{Cc}/u.test(mail.subject)) throw new MailError("The subject has control characters", true);
  if (!smtpUrl) {
    log.info({ subject: mail.subject, recipient: keyedHash("mail", mail.to) }, "mail not sent");
    return { kind: "logged" };
  }
  await deliver(mail, smtpUrl);
  return { kind: "sent" };
}

export type MailProbe =
  | { kind: "off" }
  | { kind: "ok"; server: string }
  | ({ kind: "failed" } & MailFailure);

/** The mail server of SMTP_URL as `host:port`, or null for none. */
export function mailServer(): string | null {
  return env.SMTP_URL ? serverOf(env.SMTP_URL) : null;
}

/**
 * Whether the mail server of SMTP_URL would take a mail now: connects, says hello, encrypts and logs
 * in as sending does, five seconds at most, and sends nothing.
 */
export async function probeMail(smtpUrl: Secret | undefined = env.SMTP_URL): Promise<MailProbe> {
  if (!smtpUrl) return { kind: "off" };
  try {
    await withTransport(smtpUrl, probing, (transport) => transport.verify());
    return { kind: "ok", server: serverOf(smtpUrl) };
  } catch (error) {
    return { kind: "failed", ...failureOf(error, smtpUrl) };
  }
}

async function deliver(mail: Mail, smtpUrl: Secret): Promise<void> {
  const message = { ...mail, to: { name: "", address: mail.to }, from: env.MAIL_FROM };
  try {
    await withTransport(smtpUrl, sending, (transport) => transport.sendMail(message));
  } catch (error) {
    throw new MailError(failureOf(error, smtpUrl).message, isPermanent(error), error);
  }
}

type Transport = ReturnType<typeof createTransport>;

async function withTransport(
  smtpUrl: Secret,
  { stepMs, totalMs }: Limits,
  work: (transport: Transport) => Promise<unknown>,
): Promise<void> {
  const transport = createTransport(connectionOf(smtpUrl, stepMs));
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new Error("it took too long")), totalMs);
  try {
    await Promise.race([work(transport), limit.promise]);
  } finally {
    clearTimeout(timer);
    transport.close();
  }
}

function failureOf(error: unknown, smtpUrl: Secret): MailFailure {
  const { auth } = connectionOf(smtpUrl, 0);
  return mailFailure(error, serverOf(smtpUrl), auth?.pass);
}

/** `host:port`, which is no secret. */
function serverOf(smtpUrl: Secret): string {
  const { host, port } = connectionOf(smtpUrl, 0);
  return `${host}:${port}`;
}

/**
 * The connection's options. The URL is read here, because nodemailer drops every other option beside a `url`. Of its
 * parameters `requireTLS`, `ignoreTLS` and `tls.rejectUnauthorized` count.
 */
function connectionOf(smtpUrl: Secret, stepMs: number) {
  const url = new URL(smtpUrl.reveal());
  const is = (name: string, value: string) => url.searchParams.get(name) === value;
  const auth = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  const secure = url.protocol === "smtps:";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    ...(auth.user && { auth }),
    requireTLS: is("requireTLS", "true"),
    ignoreTLS: is("ignoreTLS", "true"),
    tls: { rejectUnauthorized: !is("tls.rejectUnauthorized", "false") },
    connectionTimeout: stepMs,
    // Before the socket's own limit, which could not say what was waited for.
    greetingTimeout: stepMs * 0.75,
    socketTimeout: stepMs,
    dnsTimeout: stepMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** RFC 5321 section 4.2.1: 5xx is final. Not for the login: an operator may correct SMTP_URL. */
function isPermanent(error: unknown): boolean {
  if (!(error instanceof Error) || !("responseCode" in error)) return false;
  if ("code" in error && error.code === "EAUTH") return false;
  return typeof error.responseCode === "number" && error.responseCode >= 500;
}
