import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";

// The rate of argon2id itself, at the parameters of DESIGN.md, one hash per core at a time.
// Each message is a number of seconds to hash for; the answer is how many were verified, and how long.
const stored = await hash("correct horse battery staple", {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
});

process.on("message", async (seconds: number) => {
  const start = performance.now();
  let answers = 0;
  const lane = async () => {
    while (performance.now() - start < seconds * 1000) {
      if (await verify(stored, "correct horse battery staple")) answers += 1;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  process.send?.({ answers, seconds: (performance.now() - start) / 1000 });
});
process.send?.("ready");
