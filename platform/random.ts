import { randomFillSync } from "node:crypto";

const pool = Buffer.alloc(8_192);
let used = pool.length;

/**
 * Random bytes of the operating system's quality, drawn in bulk: what is made for every request,
 * such as an id or a nonce, would otherwise spend most of its time asking for 16 bytes.
 * In: how many bytes, 1,024 at most. No byte is given out twice.
 */
export function drawRandom(bytes: number): Buffer {
  if (bytes > 1_024) throw new RangeError("Draw 1,024 random bytes at most");
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const drawn = Buffer.from(pool.subarray(used, used + bytes));
  pool.fill(0, used, used + bytes);
  used += bytes;
  return drawn;
}
