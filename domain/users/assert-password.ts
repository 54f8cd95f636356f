import { invalid } from "#domain/kernel/errors.ts";
import { isCommonPassword } from "#platform/common-passwords.ts";

/**
 * Throws `invalid` for a password that many people choose, or that its owner's own details give
 * away (NIST SP 800-63B-4 section 3.1.1.2). In: the password, and those details.
 */
export function assertUncommonPassword(password: string, context: readonly string[]): void {
  if (!isCommonPassword(password, context)) return;
  throw invalid({ password: "This password is easy to guess. Use a longer or less common one." });
}
