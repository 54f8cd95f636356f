import { fork } from "node:child_process";
import { once } from "node:events";
import type { Run } from "./score.ts";
import { pidOf, referenceEnvironment, referencePath, stopProcess } from "./servers.ts";

type Answer = { latencies: number[]; seconds: number };

/** Starts `bench/reference/raw-argon2.ts`; `run` keeps every core hashing for that many seconds. */
export async function startHasher(): Promise<{
  pid: number;
  run(seconds: number): Promise<Run>;
  stop(): Promise<void>;
}> {
  const child = fork(referencePath("raw-argon2"), { env: referenceEnvironment() });
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
