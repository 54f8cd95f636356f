import { fetch as undiciFetch } from "undici";
import { placeOf } from "./address-policy.ts";
import { env } from "./env.ts";
import { AddressRefused, agentFor } from "./pinned-agent.ts";

export type SafeFetchOptions = {
  /** Whether the target may be loopback or private, and only then `http`. Default: PRIVATE_UPSTREAMS. */
  allowPrivate?: boolean;
  maxBytes?: number;
  /** For everything: resolving, connecting, redirects, the whole body. */
  timeoutMs?: number;
};

export type SafeFetchReason =
  | "invalid_url"
  | "forbidden_address"
  | "redirect"
  | "too_large"
  | "timeout"
  | "dns"
  | "tls"
  | "network";

/** A request that was refused or failed; `reason` names the stage. The message never has the URL's query. */
export class SafeFetchError extends Error {
  readonly reason: SafeFetchReason;

  constructor(reason: SafeFetchReason, host: string, cause?: unknown) {
    super(`The request to ${host || "an unreadable address"} failed: ${reason}`, { cause });
    this.name = "SafeFetchError";
    this.reason = reason;
  }
}

const maxRedirects = 3;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/**
 * `fetch` for addresses that people typed (issuers, JWKS, webhooks): https, or http to a private address where those
 * are allowed; never link-local or metadata; connected to the very addresses that were checked; redirects followed
 * for GET and HEAD within one origin, three at most; 1 MiB and 10 s unless told otherwise. The body is read in full,
 * so the answer is an ordinary `Response`. Throws `SafeFetchError`, or the signal's own reason.
 */
export async function safeFetch(
  input: string | URL | Request,
  given: RequestInit = {},
  options: SafeFetchOptions = {},
): Promise<Response> {
  const {
    allowPrivate = env.PRIVATE_UPSTREAMS,
    maxBytes = 1_048_576,
    timeoutMs = 10_000,
  } = options;
  const { url, init } = await asked(input, given);
  const first = parseTarget(url, allowPrivate);
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = init.signal ? AbortSignal.any([deadline, init.signal]) : deadline;
  try {
    let target = first;
    for (let redirects = 0; ; redirects += 1) {
      const response = await undiciFetch(target, {
        ...requestOf(init),
        signal,
        redirect: "manual",
        dispatcher: agentFor(target.protocol, allowPrivate),
      });
      const next = redirectTarget(response, target, init, allowPrivate, redirects);
      if (!next) return await wholeResponse(response, maxBytes, target.host);
      await response.body?.cancel();
      target = next;
    }
  } catch (error) {
    if (init.signal?.aborted) throw init.signal.reason;
    if (error instanceof SafeFetchError) throw error;
    throw new SafeFetchError(deadline.aborted ? "timeout" : reasonOf(error), first.host, error);
  }
}

/** The two ways in which a fetch may be called, as one. */
async function asked(input: string | URL | Request, given: RequestInit) {
  if (!(input instanceof Request)) return { url: String(input), init: given };
  const { url, method, headers, signal, redirect } = input;
  const body = await input.clone().bytes();
  return {
    url,
    init: { method, headers, signal, redirect, ...(input.body && { body }), ...given },
  };
}

function parseTarget(text: string, allowPrivate: boolean): URL {
  const url = URL.parse(text);
  if (!url || url.username || url.password)
    throw new SafeFetchError("invalid_url", url?.host ?? "");
  const isHttp = url.protocol === "http:";
  if (url.protocol !== "https:" && !(isHttp && allowPrivate)) {
    throw new SafeFetchError("invalid_url", url.host);
  }
  // A literal address is connected to without any lookup, so the pinned agent never sees it.
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (!/^[\d.]+$|:/.test(literal)) return url;
  const place = placeOf(literal);
  if (place === "private" ? allowPrivate : place === "public" && !isHttp) return url;
  throw new SafeFetchError("forbidden_address", url.host);
}

type UndiciResponse = Awaited<ReturnType<typeof undiciFetch>>;

function redirectTarget(
  response: UndiciResponse,
  from: URL,
  init: RequestInit,
  allowPrivate: boolean,
  redirects: number,
): URL | null {
  const location = response.headers.get("location");
  if (!redirectStatuses.has(response.status) || location === null) return null;
  if (init.redirect === "manual") return null;
  const next = URL.parse(location, from.href);
  const isRead = ["GET", "HEAD"].includes((init.method ?? "GET").toUpperCase());
  const isFollowed = isRead && init.redirect !== "error" && redirects < maxRedirects;
  if (!isFollowed || next?.origin !== from.origin) throw new SafeFetchError("redirect", from.host);
  return parseTarget(next.href, allowPrivate);
}

/** undici's own request: of the web's `init` only what an outgoing request to a stranger needs. */
function requestOf(init: RequestInit) {
  const body = init.body;
  if (body !== undefined && body !== null && !isPlainBody(body)) {
    throw new TypeError("safeFetch sends text, bytes or URLSearchParams");
  }
  const headers = new Headers(init.headers);
  if (!headers.has("user-agent")) headers.set("user-agent", "Gatehouse");
  if (body instanceof URLSearchParams && !headers.has("content-type")) {
    headers.set("content-type", "application/x-www-form-urlencoded;charset=UTF-8");
  }
  return {
    method: init.method ?? "GET",
    headers: [...headers],
    body: body instanceof URLSearchParams ? body.toString() : (body ?? null),
  } satisfies { method: string; headers: [string, string][]; body: string | Uint8Array | null };
}

function isPlainBody(body: BodyInit): body is string | Uint8Array<ArrayBuffer> | URLSearchParams {
  return typeof body === "string" || body instanceof Uint8Array || body instanceof URLSearchParams;
}

async function wholeResponse(
  response: UndiciResponse,
  maxBytes: number,
  host: string,
): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the body, and so ends the connection.
    if (bytes > maxBytes) throw new SafeFetchError("too_large", host);
    chunks.push(chunk);
  }
  const headers = new Headers([...response.headers]);
  // The bytes are decoded and whole by now.
  for (const name of ["content-encoding", "content-length", "transfer-encoding"])
    headers.delete(name);
  const hasBody = ![101, 204, 205, 304].includes(response.status);
  return new Response(hasBody ? Buffer.concat(chunks) : null, {
    status: response.status,
    statusText: response.statusText,
    headers,
  });
}

function reasonOf(error: unknown): SafeFetchReason {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e instanceof AddressRefused) return "forbidden_address";
    const code = "code" in e ? String(e.code) : "";
    if (/^(ENOTFOUND|EAI_|ENODATA)/.test(code)) return "dns";
    if (/CERT|TLS|SSL|SELF_SIGNED|ISSUER|VERIFY/.test(code)) return "tls";
    if (/TIMEOUT|ETIMEDOUT/.test(code)) return "timeout";
  }
  return "network";
}
