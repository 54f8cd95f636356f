import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DIGITS = 22;

/** A new client id: `gh_` and 128 random bits in letters and digits, so that a URL takes it as it is. */
export function newClientId(): string {
  let rest = BigInt(`0x${randomBytes(16).toString("hex")}`);
  let digits = "";
  for (let at = 0; at < DIGITS; at += 1) {
    digits = ALPHABET.charAt(Number(rest % 62n)) + digits;
    rest /= 62n;
  }
  return `gh_${digits}`;
}
