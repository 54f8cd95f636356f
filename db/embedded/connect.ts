import postgres from "postgres";

const connectLimitSeconds = 10;

/** Whether a server answers a query at a URL within 10 s. */
export async function canConnect(url: string): Promise<boolean> {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: connectLimitSeconds,
    fetch_types: false,
    onnotice: () => undefined,
  });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
