import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { LoadCommand, LoadJob, LoadRequest, LoadResult } from "./load-job.ts";

type Reply = { result: LoadResult } | { error: string };

export type LoadGenerator = {
  /** The requests that the following runs take in turn, across runs. */
  use(requests: LoadRequest[]): void;
  /** @throws when an answer was not what its request expected, or the server broke a connection */
  run(job: LoadJob): Promise<LoadResult>;
  stop(): void;
};

/** Starts the load generator in a process of its own. */
export function startLoadGenerator(): LoadGenerator {
  const worker = fork(fileURLToPath(new URL("./load-worker.ts", import.meta.url)), {
    serialization: "advanced",
  });
  const tell = (command: LoadCommand) => worker.send(command);
  return {
    use: (requests) => tell({ requests }),
    async run(job) {
      const ended = new AbortController();
      const replied = once(worker, "message", { signal: ended.signal });
      const died = once(worker, "exit", { signal: ended.signal }).then(() => {
        throw new Error("the load generator ended");
      });
      tell({ job });
      try {
        const [reply]: Reply[] = await Promise.race([replied, died]);
        if (reply === undefined || "error" in reply) {
          throw new Error(`load generator: ${reply?.error ?? "no answer"}`);
        }
        const { wrong, answers, firstWrong } = reply.result;
        if (wrong > 0) throw new Error(`${wrong} of ${answers} answers are wrong: ${firstWrong}`);
        return reply.result;
      } finally {
        ended.abort();
      }
    },
    stop: () => worker.kill(),
  };
}
