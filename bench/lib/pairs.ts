import { median } from "./bootstrap.ts";
import { type Answer, openConnection } from "./http-connection.ts";
import { seededRandom } from "./random.ts";

export type PairResult = {
  /** Microseconds, `second` minus `first`, one per pair. */
  differences: Float64Array;
  medianFirst: number;
  medianSecond: number;
};

/**
 * Times interleaved pairs of requests over one connection, in an order drawn per pair, so that
 * neither drift nor "the second one finds a warm cache" can favour either side.
 * @param request the complete request of one side of one pair
 * @param check throws when an answer is not the one that is to be timed
 */
export async function timePairs(options: {
  port: number;
  pairs: number;
  warmUp: number;
  request: (side: "first" | "second", pair: number) => string;
  check: (answer: Answer) => void;
}): Promise<PairResult> {
  const connection = await openConnection(options.port);
  const random = seededRandom(7);
  const timed = async (side: "first" | "second", pair: number) => {
    const request = options.request(side, pair);
    const start = performance.now();
    const answer = await connection.send(request);
    const microseconds = (performance.now() - start) * 1000;
    options.check(answer);
    return microseconds;
  };
  const first = new Float64Array(options.pairs);
  const second = new Float64Array(options.pairs);
  for (let at = -options.warmUp; at < options.pairs; at += 1) {
    const pair = at + options.warmUp;
    const firstLeads = random() < 0.5;
    const early = await timed(firstLeads ? "first" : "second", pair);
    const late = await timed(firstLeads ? "second" : "first", pair);
    if (at < 0) continue;
    first[at] = firstLeads ? early : late;
    second[at] = firstLeads ? late : early;
  }
  connection.close();
  return {
    differences: second.map((value, at) => value - (first[at] ?? Number.NaN)),
    medianFirst: median(first),
    medianSecond: median(second),
  };
}
