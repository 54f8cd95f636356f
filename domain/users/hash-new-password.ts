import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { invalid } from "#domain/kernel/errors.ts";
import { isCommonPassword } from "#platform/common-passwords.ts";
import { hashPassword } from "#platform/password.ts";

/**
 * The hash of a password that its owner may have. In: the password, and its owner's own details.
 * Throws `invalid` for one that many people choose, or that those details give away (NIST SP
 * 800-63B-4 section 3.1.1.2); `unavailable` when too many passwords wait to be hashed.
 */
export async function hashNewPassword(
  password: string,
  details: readonly string[],
): Promise<string> {
  if (isCommonPassword(password, details)) {
    throw invalid({
      password: "This password is easy to guess. Use a longer or less common one.",
    });
  }
  try {
    return await hashPassword(password);
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
