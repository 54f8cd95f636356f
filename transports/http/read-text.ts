import type { Context } from "hono";
import { RequestProblem } from "./request-problem.ts";

/**
 * The body as text, empty when there is none, whether its length was announced or not.
 * Throws `RequestProblem` 413 when it has more than `limitBytes` bytes.
 */
export async function readText({ req }: Context, limitBytes: number): Promise<string> {
  if (Number(req.header("content-length") ?? 0) > limitBytes) throw tooLarge(limitBytes);
  if (req.header("transfer-encoding") === undefined) return await req.text();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of req.raw.body ?? []) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw tooLarge(limitBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(limitBytes: number): RequestProblem {
  const message = `A body may have ${limitBytes.toLocaleString("en")} bytes at most here.`;
  return new RequestProblem(413, "too_large", message);
}
