import { createServer } from "node:http";
import postgres from "postgres";

// The least an honest discovery can be: read JSON, ask one prepared indexed SELECT, answer JSON.
// No cookie, no rate limiter, no log, no normalising; "google" stands for the app fallback.
// Usage: discovery.ts DATABASE_URL
const sql = postgres(process.argv[2] ?? "", { max: 10, prepare: true });

const server = createServer((request, response) => {
  let text = "";
  request.setEncoding("utf8");
  request.on("data", (chunk: string) => {
    text += chunk;
  });
  request.on("end", async () => {
    const { email }: { email: string } = JSON.parse(text);
    const domain = email.slice(email.indexOf("@") + 1);
    const [row] = await sql<{ providers: string[] }[]>`
      SELECT providers FROM login_domain WHERE domain = ${domain}`;
    const body = JSON.stringify({ ok: true, providers: row?.providers ?? ["google"] });
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    });
    response.end(body);
  });
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening ${typeof address === "object" ? address?.port : address}`);
});
