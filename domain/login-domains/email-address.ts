import { toASCII } from "tr46";

declare const emailAddress: unique symbol;
declare const domainName: unique symbol;

/** A normalised address: lower case, its domain as A-labels. Made by `parseEmailAddress` alone. */
export type EmailAddress = string & { readonly [emailAddress]: true };
/** A normalised host name of two labels or more, as A-labels. Made by `parseDomainName` alone. */
export type DomainName = string & { readonly [domainName]: true };

const LONGEST_ADDRESS = 254;
const LONGEST_DOMAIN = 253;
/** Zero-width space, joiners, word joiner, byte order mark, soft hyphen and Mongolian separator. */
const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF\u00AD\u180E]/gu;
/** Look-alikes that NFKC would turn into the ASCII sign, and a domain into another one. */
const FOREIGN_AT = /[\uFF20\uFE6B]/u;
/** Controls, what reorders or hides text, lone surrogates, and every kind of space. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** As nearly every name is typed; the rules on labels are judged of these as of all others. */
const PLAIN = /^[a-z0-9.-]+$/;
/** Exported for the test that holds `PLAIN` to it. */
export const uts46 = {
  checkBidi: true,
  checkHyphens: false,
  checkJoiners: true,
  useSTD3ASCIIRules: true,
  verifyDNSLength: true,
  transitionalProcessing: false,
};
/** RFC 5321 section 4.1.2: dot-atoms, or a quoted string; and letters beyond ASCII (RFC 6531). */
const LOCAL_PART = /^(?:[^\s"(),:;<>@[\\\]]+|"(?:[^"\\]|\\.)*")$/u;

/**
 * The one normaliser of email addresses, for writing and for reading (RFC 5321, RFC 6531).
 * Out: the address and its domain, or null for anything that is not exactly one address.
 */
export function parseEmailAddress(
  raw: unknown,
): { address: EmailAddress; domain: DomainName } | null {
  if (typeof raw !== "string" || raw.length > 1_000 || FOREIGN_AT.test(raw)) return null;
  const text = fold(raw);
  if (UNPRINTABLE.test(text)) return null;
  const at = onlyAtSign(text);
  if (at === null) return null;
  const local = text.slice(0, at);
  const domain = parseDomainName(text.slice(at + 1));
  if (!domain || local.length > 64 || !LOCAL_PART.test(local)) return null;
  // Judged last: as A-labels a domain is longer than it was typed.
  const address = `${local}@${domain}`;
  return address.length > LONGEST_ADDRESS ? null : { address: address as EmailAddress, domain };
}

/**
 * The one normaliser of domains: NFKC, invisible characters and one trailing dot removed, lower
 * case, UTS 46 to A-labels. Null for single labels, IP literals and whatever is no host name.
 */
export function parseDomainName(raw: unknown): DomainName | null {
  if (typeof raw !== "string" || raw.length > 1_000) return null;
  const text = fold(raw).replace(/\.$/, "");
  if (UNPRINTABLE.test(text)) return null;
  const ascii = isPlain(text) ? text : toASCII(text, uts46);
  if (!ascii || ascii.length > LONGEST_DOMAIN) return null;
  const labels = ascii.split(".");
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) return null;
  // RFC 3696 section 2: a top-level label is never all digits, which also rules out IPv4 addresses.
  if (/^(\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? "")) return null;
  return ascii as DomainName;
}

/** Whether UTS 46 leaves a folded name as it is: nothing to map, and no A-label to check. */
function isPlain(text: string): boolean {
  return PLAIN.test(text) && !text.includes("xn--");
}

/**
 * Without invisible characters first, for one may keep a mark from its letter; NFKC once more at the
 * end, for a lower-case letter may compose where its capital does not.
 */
function fold(raw: string): string {
  const text = raw.replace(INVISIBLE, "").normalize("NFKC").toLowerCase();
  return text.normalize("NFKC").trim();
}

/** The place of the one `@` outside quotes, or null when there are more or fewer. */
function onlyAtSign(text: string): number | null {
  let found: number | null = null;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (quoted && text[at] === "\\") at += 1;
    else if (text[at] === '"') quoted = !quoted;
    else if (text[at] === "@" && !quoted) {
      if (found !== null) return null;
      found = at;
    }
  }
  return quoted ? null : found;
}
