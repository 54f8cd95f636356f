// Signs people in by the plain flow. Usage: node plain-flow.ts configuration.json
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const configuration = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
const { gatehouse, client_id, client_secret, redirect_uri, port } = configuration;
const random = () => randomBytes(32).toString("base64url");

createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", redirect_uri);
  if (pathname !== "/callback") {
    const [state, verifier] = [random(), random()];
    const code_challenge = createHash("sha256").update(verifier).digest("base64url");
    const asked = { client_id, redirect_uri, state, code_challenge, code_challenge_method: "S256" };
    const Location = `${gatehouse}/sso/authorize?${new URLSearchParams(asked)}`;
    const kept = `sign_in=${state}.${verifier}; HttpOnly; SameSite=Lax; Path=/; Max-Age=900`;
    return response.writeHead(302, { Location, "Set-Cookie": kept }).end();
  }
  const [, state, code_verifier] =
    /(?:^|; )sign_in=([\w-]+)\.([\w-]+)/.exec(request.headers.cookie ?? "") ?? [];
  if (!state || searchParams.get("state") !== state) return response.writeHead(400).end();
  const code = searchParams.get("code");
  const answer = await fetch(`${gatehouse}/v1/sso/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ client_id, client_secret, redirect_uri, code, code_verifier }),
  });
  const { token, error_description } = await answer.json();
  // Validate it as docs/validate-tokens.md says, and start a session of your own.
  response.writeHead(answer.status, { "Set-Cookie": "sign_in=; Path=/; Max-Age=0" });
  response.end(token ?? error_description);
}).listen(port, "127.0.0.1");
