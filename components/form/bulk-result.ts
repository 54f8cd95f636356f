/** What came of one batch of a bulk action. */
export type BulkResult = {
  done: number;
  failures: readonly { name: string; reason: string }[];
  /** Where the next batch begins; null after the last. */
  next: string | null;
};

/** Such as `Suspend`, `Suspended`, `person`, `people`. */
export type BulkWords = { verb: string; past: string; one: string; many: string };
