import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";

// The rate of argon2id itself, at the parameters of DESIGN.md, one hash per core at a time.
// Each message is a number of seconds to verify for; the answer is how long each verification took.
const password = "correct horse battery staple";
const stored = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });

process.on("message", async (seconds: number) => {
  const latencies: number[] = [];
  const start = performance.now();
  const lane = async () => {
    for (let at = performance.now(); at - start < seconds * 1000; at = performance.now()) {
      if (!(await verify(stored, password))) throw new Error("the hash does not verify");
      latencies.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  process.send?.({ latencies, seconds: (performance.now() - start) / 1000 });
});
process.send?.("ready");
