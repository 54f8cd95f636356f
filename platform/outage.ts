import { AsyncLocalStorage } from "node:async_hooks";
import { singleton } from "./singleton.ts";

/** Whether anything that a piece of work rests on was away meanwhile. */
export type Outage = { seen: boolean };

const scope = singleton("outage-scope", () => new AsyncLocalStorage<Outage>());

/** Runs `work`, with all that it awaits, so that `noteOutage` in it is seen outside of it. */
export function watchOutage<T>(outage: Outage, work: () => T): T {
  return scope.run(outage, work);
}

/** Notes that something is away for whoever watches; the error itself may be lost on the way up. */
export function noteOutage(): void {
  const outage = scope.getStore();
  if (outage) outage.seen = true;
}
