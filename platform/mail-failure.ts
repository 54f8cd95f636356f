/** Where a mail stops on its way through the mail server, in the order of the way. */
export type MailStage =
  | "address"
  | "connection"
  | "greeting"
  | "encryption"
  | "login"
  | "sender"
  | "recipient"
  | "message";

/** What fails at a stage, with the server's name to follow, and what an operator does about it. */
const stages: Record<MailStage, { fails: string; whatToDo: string }> = {
  address: {
    fails: "The DNS knows no mail server",
    whatToDo: "Check the host name in SMTP_URL, and that this machine's DNS knows it.",
  },
  connection: {
    fails: "Nothing answers at the mail server",
    whatToDo:
      "Check host and port in SMTP_URL (587, or 465 with smtps://), and that a firewall lets this machine out to them.",
  },
  greeting: {
    fails: "What answers does not greet as a mail server",
    whatToDo: "Check the port in SMTP_URL: smtp:// belongs to 587 or 25, smtps:// to 465.",
  },
  encryption: {
    fails: "No encrypted connection comes about with the mail server",
    whatToDo:
      "Check the scheme in SMTP_URL (smtps:// for 465, smtp:// else), and the server's certificate.",
  },
  login: {
    fails: "The login is refused by the mail server",
    whatToDo: "Check user and password in SMTP_URL; special characters in them are %-encoded.",
  },
  sender: {
    fails: "The sender is refused by the mail server",
    whatToDo: "Set MAIL_FROM to an address that this account may send from.",
  },
  recipient: {
    fails: "The recipient is refused by the mail server",
    whatToDo: "Check the address, and that the server relays mail for this account.",
  },
  message: {
    fails: "The message is refused by the mail server",
    whatToDo: "The server's answer says why; its log says more.",
  },
};

const LONGEST_ANSWER = 300;

export type MailFailure = { stage: MailStage; message: string; whatToDo: string };

/**
 * Why a mail did not go out, for an operator to read. In: what nodemailer threw, the server as
 * `host:port`, and what must not be repeated although a server may echo it, such as the password.
 */
export function mailFailure(error: unknown, server: string, hidden = ""): MailFailure {
  const stage = stageOf(error);
  const { fails, whatToDo } = stages[stage];
  const answer = answerOf(error).replaceAll(/[\p{Cc}\s]+/gu, " ");
  const open = hidden === "" ? answer : answer.replaceAll(hidden, "[hidden]");
  const said = open.trim().slice(0, LONGEST_ANSWER);
  return { stage, message: `${fails} ${server}${said && `: ${said}`}`, whatToDo };
}

function stageOf(error: unknown): MailStage {
  const code = textOf(error, "code");
  const command = textOf(error, "command");
  const message = error instanceof Error ? error.message : "";
  if (code === "EDNS" || /ENOTFOUND|EAI_AGAIN/.test(message)) return "address";
  // Not under a code of its own: a plain port asked for TLS fails in the middle of the handshake.
  if (code === "ETLS" || /\b(?:SSL|TLS|certificate|self-signed)\b/i.test(message)) {
    return "encryption";
  }
  if (code === "EAUTH") return "login";
  if (code === "EPROTOCOL" || /^Greeting/.test(message)) return "greeting";
  if (command === "MAIL FROM") return "sender";
  if (command === "RCPT TO") return "recipient";
  if (["EENVELOPE", "EMESSAGE", "ESTREAM"].includes(code)) return "message";
  return "connection";
}

/** The server's own words where it said any. */
function answerOf(error: unknown): string {
  const response = textOf(error, "response");
  if (response !== "") return response;
  return error instanceof Error ? error.message : "";
}

function textOf(error: unknown, field: "code" | "command" | "response"): string {
  if (!(error instanceof Error) || !(field in error)) return "";
  const value: unknown = Reflect.get(error, field);
  return typeof value === "string" ? value : "";
}
