const hidden = "[redacted]";
const maxDepth = 8;

/** Names whose values never reach a log, however they are spelled: `clientSecret`, `client_secret`, `Client-Secret`. */
export const hiddenNames = [
  ...["password", "passwordHash", "newPassword", "currentPassword", "code", "codeVerifier"],
  ...["secret", "secretHash", "clientSecret", "token", "tokenHash", "setupToken", "sessionToken"],
  ...["accessToken", "refreshToken", "idToken", "idTokenHint", "assertion", "clientAssertion"],
  ...["authorization", "proxyAuthorization", "cookie", "cookies", "setCookie", "credential"],
  ...["otp", "totp", "recoveryCode", "recoveryCodes", "privateKey", "apiKey", "encryptionKey"],
  ...["authSecret", "databaseUrl", "redisUrl", "smtpUrl"],
];
const hiddenSpellings = new Set(hiddenNames.map(spelling));

/** A copy of what is to be logged, without secrets at any depth. Objects with `toJSON` speak for themselves. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= maxDepth) return "[too deep]";
  if (value instanceof Error) return describeError(value, depth);
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (ArrayBuffer.isView(value)) return "[bytes]";
  if ("toJSON" in value && typeof value.toJSON === "function")
    return redact(value.toJSON(), depth + 1);
  return redactFields(value instanceof Map ? Object.fromEntries(value) : value, depth);
}

/** The same for the fields of one object. */
export function redactFields(object: object, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, redactEntry(name, value, depth)]),
  );
}

function redactEntry(name: string, value: unknown, depth: number): unknown {
  const hide = hiddenSpellings.has(spelling(name));
  return hide && value !== undefined && value !== null ? hidden : redact(value, depth + 1);
}

function spelling(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, "");
}

/** Secrets inside running text: credentials of a URL, and parameters that carry one. */
export function redactText(text: string): string {
  return text
    .replaceAll(/(\w:\/\/)[^/?#\s@]+@/g, `$1${hidden}@`)
    .replaceAll(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${hidden}`)
    .replaceAll(
      /([?&#](?:code|token|state|nonce|[a-z_]*(?:secret|token|password|verifier|assertion))=)[^&#\s"']+/gi,
      `$1${hidden}`,
    );
}

/**
 * What a log keeps of an error: known fields only. Others carry data: PostgreSQL's `detail` and `parameters`, an HTTP
 * client's whole request.
 */
function describeError(error: Error, depth: number): Record<string, unknown> {
  return {
    type: error.name,
    message: withoutParameters(error.message),
    stack: withoutParameters(error.stack ?? ""),
    ...Object.fromEntries(knownFields.flatMap((name) => knownField(error, name))),
    ...(error.cause !== undefined && { cause: redact(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && { errors: redact(error.errors, depth + 1) }),
  };
}

const knownFields = [
  "code",
  "reason",
  "status",
  "errno",
  "syscall",
  "constraint_name",
  "table_name",
];

function knownField(error: Error, name: string): [string, string | number][] {
  const value: unknown = Reflect.get(error, name);
  return typeof value === "string" || typeof value === "number" ? [[name, value]] : [];
}

/** Drizzle prints a failed query's parameters into the message, and so into the stack. */
export function withoutParameters(text: string): string {
  return redactText(text.replaceAll(/\nparams: [\s\S]*?(?=\n {4}at |$)/g, "\nparams: [redacted]"));
}
