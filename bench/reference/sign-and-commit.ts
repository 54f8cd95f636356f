import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import postgres from "postgres";

// The least that a durable exchange of a code for an RS256 JWT can be: one signature, one commit. No
// HTTP, no client, no code that is looked up. Usage: sign-and-commit.ts DATABASE_URL LANES
// Each message is a number of seconds to go on for; the answer is how long each exchange took.
const sql = postgres(process.argv[2] ?? "", { max: 10, prepare: true, onnotice: () => {} });
const lanes = Number(process.argv[3]);
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const header = Buffer.from(JSON.stringify({ alg: "RS256", typ: "at+jwt", kid: "reference" }));
// As many bytes of claims as the product signs.
const claims = { iss: "http://localhost:3000", padding: "x".repeat(700) };

await sql`CREATE TABLE IF NOT EXISTS used_code (hash bytea PRIMARY KEY)`;

async function exchange(): Promise<string> {
  const jti = randomBytes(32);
  await sql`INSERT INTO used_code (hash) VALUES (${jti})`;
  const payload = Buffer.from(JSON.stringify({ ...claims, jti: jti.toString("hex") }));
  const text = `${header.toString("base64url")}.${payload.toString("base64url")}`;
  return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
}

process.on("message", async (seconds: number) => {
  const latencies: number[] = [];
  const start = performance.now();
  const lane = async () => {
    for (let at = performance.now(); at - start < seconds * 1000; at = performance.now()) {
      await exchange();
      latencies.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  process.send?.({ latencies, seconds: (performance.now() - start) / 1000 });
});
process.send?.("ready");
