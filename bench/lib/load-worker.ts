import { runClosed } from "./load-closed.ts";
import type { LoadCommand } from "./load-job.ts";
import { runOpen } from "./load-open.ts";
import { requestSource } from "./load-source.ts";

// The load generator's own process: its CPU is not on anybody's bill, and its garbage collection
// stops nobody's clock but its own. One command at a time over IPC.
const source = requestSource();

process.on("message", async (command: LoadCommand) => {
  if ("requests" in command) return source.use(command.requests);
  const { job } = command;
  try {
    const result =
      job.rate === null ? await runClosed(job, source) : await runOpen(job, job.rate, source);
    process.send?.({ result });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : String(error) });
  }
});
