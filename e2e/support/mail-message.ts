export type MailMessage = {
  from: string;
  to: string[];
  subject: string;
  /** The plain text part, decoded. */
  text: string;
  /** As it came over the wire. */
  raw: string;
};

/** Reads what the product sends: a text, or a text with an HTML alternative. No attachments. */
export function parseMail(raw: string, envelope: { from: string; to: string[] }): MailMessage {
  const { headers, body } = split(raw);
  return { ...envelope, subject: words(headers.get("subject") ?? ""), text: text(raw, body), raw };
}

function text(raw: string, body: string): string {
  const { headers } = split(raw);
  const type = headers.get("content-type") ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary !== undefined) {
    const parts = body.split(`--${boundary}`).slice(1);
    return parts.map((part) => text(part.trimStart(), split(part.trimStart()).body)).join("");
  }
  if (!type.startsWith("text/plain")) return "";
  return decode(body, headers.get("content-transfer-encoding") ?? "7bit").toString("utf8");
}

function split(raw: string): { headers: Map<string, string>; body: string } {
  const end = raw.indexOf("\r\n\r\n");
  const head = (end === -1 ? raw : raw.slice(0, end)).replace(/\r\n[ \t]+/g, " ");
  const lines = head.split("\r\n").map((line) => /^([^:]+):\s*(.*)$/.exec(line));
  const headers = new Map(
    lines.map((match) => [match?.[1]?.toLowerCase() ?? "", match?.[2] ?? ""]),
  );
  return { headers, body: end === -1 ? "" : raw.slice(end + 4) };
}

/** Encoded words of a header (RFC 2047). */
function words(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, encoding: string, data: string) =>
      encoding.toLowerCase() === "b"
        ? decode(data, "base64").toString("utf8")
        : decode(data.replaceAll("_", " "), "quoted-printable").toString("utf8"),
    );
}

function decode(data: string, encoding: string): Buffer {
  switch (encoding.toLowerCase()) {
    case "base64":
      return Buffer.from(data, "base64");
    case "quoted-printable": {
      const joined = data.replace(/=\r\n/g, "");
      const bytes = joined.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
      return Buffer.from(bytes, "latin1");
    }
    default:
      return Buffer.from(data);
  }
}
