import { commonPasswords } from "./data/common-passwords.ts";
import { commonStems } from "./data/common-stems.ts";
import { isPatterned } from "./password-patterns.ts";
import { singleton } from "./singleton.ts";

/** Words that half the world puts into a password, and our own name. */
const expectedWords = ["password", "passwort", "welcome", "changeme", "letmein", "gatehouse"];
// Letters and digits that must stand beside such a word.
const minRestCharacters = 8;
const substitutes: Record<string, string> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};

/**
 * Whether a password is too easy to guess whatever its length (NIST SP 800-63B-4 section 3.1.1.2): on the list of
 * common ones, a common word with digits and symbols around it, a pattern (keyboard walk, sequence, repetition), or
 * little more than an expected word. `context` names what belongs to this person: the email's local part, the
 * tenant's name, the person's name. Letter case and usual substitutions (`p@ssw0rd`) make no difference.
 */
export function isCommonPassword(plain: string, context: readonly string[] = []): boolean {
  const password = plain.normalize("NFKC").toLowerCase();
  const { listed, stems } = lists();
  if (listed.has(password) || listed.has(undoSubstitutes(password)) || isPatterned(password)) {
    return true;
  }
  const words = [...expectedWords, ...context.flatMap(wordsOf)];
  return isDressedStem(password, stems) || words.some((word) => isMostly(password, word));
}

function lists() {
  return singleton("common-passwords", () => ({
    listed: new Set(commonPasswords.trim().split(/\s+/)),
    stems: new Set(commonStems.trim().split(/\s+/)),
  }));
}

function undoSubstitutes(text: string): string {
  return [...text].map((c) => substitutes[c] ?? c).join("");
}

/** `Summer2024!!`: a common word, maybe doubled, with at most four digits, or a run of them, around it. */
function isDressedStem(password: string, stems: ReadonlySet<string>): boolean {
  for (const [before, core, after] of splits(password)) {
    const word = undoSubstitutes(core);
    const half = word.slice(0, word.length / 2);
    if (!stems.has(word) && !(word === half + half && stems.has(half))) continue;
    const digits = (before + after).replaceAll(/\D/g, "");
    if (digits.length <= 4 || isPatterned(digits)) return true;
  }
  return false;
}

/** With the letters alone as the core, and with substitutes counted into it: `p4ssw0rd!` and `monkey11`. */
function splits(password: string): [string, string, string][] {
  return [/^([^a-z]*)(.*?)([^a-z]*)$/s, /^([^a-z@$!013457]*)(.*?)([^a-z@$!013457]*)$/s].flatMap(
    (pattern): [string, string, string][] => {
      const [, before = "", core = "", after = ""] = pattern.exec(password) ?? [];
      return core ? [[before, core, after]] : [];
    },
  );
}

function isMostly(password: string, word: string): boolean {
  return [password, undoSubstitutes(password)].some((spelling) => {
    const text = spelling.replaceAll(/[^\p{L}\p{N}]/gu, "");
    return text.includes(word) && text.length - word.length < minRestCharacters;
  });
}

/** The parts of a name that are long enough to matter, and all of it together. */
function wordsOf(name: string): string[] {
  const parts = name
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return [...parts, parts.join("")].filter((word) => word.length >= 4);
}
