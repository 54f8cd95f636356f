import type { IncomingMessage } from "node:http";
import { readBody } from "./read-body.ts";

const LONGEST_FORM_BYTES = 16_384;

/** The fields of a posted form; none when it is too long or something else. */
export async function readFormBody(request: IncomingMessage): Promise<URLSearchParams> {
  const text = await readBody(request, LONGEST_FORM_BYTES);
  const type = request.headers["content-type"] ?? "";
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type);
  return new URLSearchParams(isForm ? (text ?? "") : "");
}
