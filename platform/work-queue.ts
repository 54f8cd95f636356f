/** More work waits than the queue takes; the caller answers "unavailable, try again". */
export class Busy extends Error {
  /** Tells it apart where another copy of this module threw it. */
  readonly code = "BUSY";

  constructor() {
    super("Too much work waits already");
    this.name = "Busy";
  }
}

/** Runs at most `atOnce` pieces of work side by side, the others in the order in which they came. */
export class WorkQueue {
  readonly #atOnce: number;
  readonly #maxWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(atOnce: number, maxWaiting: number) {
    this.#atOnce = atOnce;
    this.#maxWaiting = maxWaiting;
  }

  /** What `work` returns or throws, in its turn. Throws `Busy` when `maxWaiting` pieces wait already. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#atOnce) this.#running += 1;
    else {
      if (this.#waiting.length >= this.#maxWaiting) throw new Busy();
      await new Promise<void>((turn) => this.#waiting.push(turn));
    }
    try {
      return await work();
    } finally {
      // A waiting one takes over this place, so that nobody who comes now overtakes it.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
