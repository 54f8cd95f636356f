import { fork } from "node:child_process";
import { once } from "node:events";
import type { Run } from "./score.ts";
import { pidOf, referenceEnvironment, referencePath, stopProcess } from "./servers.ts";

type Answer = { latencies: number[]; seconds: number };

/** Starts a reference that works by itself, without HTTP; `run` lets it, for that many seconds. */
export async function startLanes(
  name: string,
  args: readonly string[] = [],
): Promise<{
  pid: number;
  run(seconds: number): Promise<Run>;
  stop(): Promise<void>;
}> {
  const child = fork(referencePath(name), [...args], { env: referenceEnvironment() });
  await once(child, "message");
  return {
    pid: pidOf(child),
    async run(seconds) {
      child.send(seconds);
      const [message] = await once(child, "message");
      const { latencies, seconds: took }: Answer = message;
      return { answers: latencies.length, seconds: took, latencies: Float64Array.from(latencies) };
    },
    stop: () => stopProcess(child),
  };
}
