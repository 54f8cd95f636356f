import type { IncomingMessage } from "node:http";

/** Past this a body is not even read to its end: the connection is cut instead. */
const MOST_DRAINED_BYTES = 8 * 1_048_576;

/**
 * The body as text, or null when it has more than `limitBytes` bytes or the sender gave up. What is
 * too long is still read and dropped, because a client that is cut off while it sends cannot read
 * the answer.
 */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limitBytes) chunks.push(chunk);
      else if (bytes > MOST_DRAINED_BYTES) request.destroy();
    });
    request.on("end", () => {
      if (bytes > limitBytes) return resolve(null);
      const [only] = chunks;
      const whole = chunks.length === 1 && only ? only : Buffer.concat(chunks);
      resolve(whole.toString("utf8"));
    });
    request.on("error", () => resolve(null));
    request.on("close", () => resolve(null));
  });
}

/** The JSON object that a request carries, or null for whatever else it carries. */
export async function readJsonObject(
  request: IncomingMessage,
  limitBytes: number,
): Promise<object | null> {
  const text = await readBody(request, limitBytes);
  const type = request.headers["content-type"] ?? "";
  if (text === null || !/^application\/json\s*(;|$)/i.test(type)) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" ? parsed : null;
  } catch {
    return null;
  }
}
