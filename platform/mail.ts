import { createTransport } from "nodemailer";
import { env } from "./env.ts";
import { keyedHash } from "./hash.ts";
import { log } from "./log.ts";
import type { Secret } from "./secret.ts";

export type Mail = {
  /** One address, without a display name. */
  to: string;
  subject: string;
  text: string;
  html?: string;
};

const stepTimeoutMs = 10_000;
const totalTimeoutMs = 30_000;

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

async function deliver(mail: Mail, smtpUrl: Secret): Promise<void> {
  const transport = createTransport(connectionOf(smtpUrl));
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => limit.reject(new MailError("The mail server took too long", false)),
    totalTimeoutMs,
  );
  try {
    const message = { ...mail, to: { name: "", address: mail.to }, from: env.MAIL_FROM };
    await Promise.race([transport.sendMail(message), limit.promise]);
  } catch (error) {
    if (error instanceof MailError) throw error;
    throw new MailError("The mail server did not take the mail", isPermanent(error), error);
  } finally {
    clearTimeout(timer);
    transport.close();
  }
}

/**
 * The connection's options. The URL is read here, because nodemailer drops every other option beside a `url`. Of its
 * parameters `requireTLS`, `ignoreTLS` and `tls.rejectUnauthorized` count.
 */
function connectionOf(smtpUrl: Secret) {
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
    connectionTimeout: stepTimeoutMs,
    greetingTimeout: stepTimeoutMs,
    socketTimeout: stepTimeoutMs,
    dnsTimeout: stepTimeoutMs,
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
