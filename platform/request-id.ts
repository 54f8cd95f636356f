import { v7 } from "uuid";
import { drawRandom } from "./random.ts";

/** A new request id (UUIDv7, so that ids sort by time). Never taken from the request: a caller could forge it. */
export function newRequestId(): string {
  return v7({ random: drawRandom(16) });
}
