/** One request of a load, ready to be written: the client's address stands between `head` and `tail`. */
export type LoadRequest = {
  head: string;
  tail: string;
  /** What the answer's body must contain to count; a limited or wrong answer is never a fast one. */
  expect: string;
};

export type LoadJob = {
  port: number;
  seconds: number;
  connections: number;
  /** Requests per second on a fixed timetable; null asks again as soon as an answer is in. */
  rate: number | null;
  /** In turn, where each request may be used only so often; else drawn at random, as people come. */
  order: "in turn" | "at random";
  /** How many requests one client address makes before the next address takes over. */
  requestsPerAddress: number;
};

export type LoadResult = {
  answers: number;
  seconds: number;
  /** Milliseconds, one per answer, unsorted. Open loop: from the scheduled moment, not from the send. */
  latencies: Float64Array;
  /** Answers that were not what the request expected, and the first of them. */
  wrong: number;
  firstWrong: string | null;
};

/** What the parent tells the generator: first the requests of a row, then jobs that use them in turn. */
export type LoadCommand = { requests: LoadRequest[] } | { job: LoadJob };
