import postgres from "postgres";

const connectLimitSeconds = 10;

/** Why no query is answered at a URL within 10 s; null when one is. */
export async function connectFailure(url: string): Promise<string | null> {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: connectLimitSeconds,
    fetch_types: false,
    onnotice: () => undefined,
  });
  try {
    await sql`select 1`;
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
