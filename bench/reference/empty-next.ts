import { createServer } from "node:http";
import next from "next";

// An empty Next app behind node:http: what any product on Next pays before its first own line.
// Usage: empty-next.ts FOLDER_OF_THE_BUILT_APP
const app = next({ dev: false, dir: process.argv[2] ?? "." });
await app.prepare();
const handle = app.getRequestHandler();

const server = createServer((request, response) => {
  // Ready is asked without rendering a page, as at the product's management port.
  if (request.url === "/readyz") response.end("ok");
  else void handle(request, response);
});

server.listen(Number(process.argv[3] ?? 0), "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening ${typeof address === "object" ? address?.port : address}`);
});
