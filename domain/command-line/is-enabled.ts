import { database } from "#db/client.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { readEnabled } from "./queries.ts";

/** Whether people may sign in by the command line: for the OpenID Provider. Throws `unavailable`. */
export async function commandLineIsEnabled(): Promise<boolean> {
  try {
    return await readEnabled(database());
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
