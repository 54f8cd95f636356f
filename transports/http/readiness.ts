/** The steps of a start; all of them done makes the process ready. */
export type Part = "database" | "migrations" | "pages" | "listener";

const parts: readonly Part[] = ["database", "migrations", "pages", "listener"];

export type Readiness = {
  done(part: Part): void;
  /** Never ready again: the process ends. */
  drain(): void;
  /** What is still missing, in words; empty when ready. */
  missing(): readonly string[];
};

/** Keeps what a starting or ending process still lacks. */
export function createReadiness(): Readiness {
  const waiting = new Set<Part>(parts);
  let draining = false;
  return {
    done: (part) => {
      waiting.delete(part);
    },
    drain: () => {
      draining = true;
    },
    missing: () => (draining ? ["shutting down"] : [...waiting]),
  };
}
