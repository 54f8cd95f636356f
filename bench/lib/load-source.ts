import type { Answer } from "./http-connection.ts";
import type { LoadJob, LoadRequest, LoadResult } from "./load-job.ts";
import { pick, seededRandom } from "./random.ts";

export type ReadyRequest = { text: string; expect: string };
export type RequestSource = {
  use(requests: LoadRequest[]): void;
  next(job: LoadJob): ReadyRequest;
};

/**
 * Hands out requests from client addresses of 10.0.0.0/8 that move on after
 * `requestsPerAddress`. One source lives as long as its process: no address comes back within a run,
 * so the rate limiter works on every request and refuses none.
 */
export function requestSource(firstAddress = 1): RequestSource {
  let address = firstAddress;
  let left = 0;
  let text = "";
  let requests: LoadRequest[] = [];
  let index = 0;
  const random = seededRandom(11);
  return {
    use(replacement) {
      requests = replacement;
      index = 0;
      left = 0;
    },
    next(job) {
      if (left === 0) {
        address += 1;
        left = job.requestsPerAddress;
        text = addressText(address);
      }
      left -= 1;
      const request = at(requests, job.order === "in turn" ? index : pick(random, requests.length));
      index += 1;
      return { text: request.head + text + request.tail, expect: request.expect };
    },
  };
}

export function addressText(index: number): string {
  return `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
}

/** Collects latencies without allocating per answer and judges each answer as it comes. */
export function recorder() {
  let latencies = new Float64Array(1 << 16);
  let answers = 0;
  let wrong = 0;
  let firstWrong: string | null = null;
  return {
    answer(request: ReadyRequest, answer: Answer, milliseconds: number) {
      if (!answer.body.includes(request.expect) && !answer.head.includes(request.expect)) {
        wrong += 1;
        firstWrong ??= `${answer.status} ${answer.body.slice(0, 200)}`;
      }
      if (answers === latencies.length) {
        const larger = new Float64Array(latencies.length * 2);
        larger.set(latencies);
        latencies = larger;
      }
      latencies[answers] = milliseconds;
      answers += 1;
    },
    result: (seconds: number): LoadResult => ({
      answers,
      seconds,
      latencies: latencies.slice(0, answers),
      wrong,
      firstWrong,
    }),
  };
}

function at(requests: readonly LoadRequest[], index: number): LoadRequest {
  const request = requests[index % requests.length];
  if (request === undefined) throw new RangeError("a load needs at least one request");
  return request;
}
