import type { Failed } from "./action-state.ts";

/** The request itself failed: nothing is known about what the server did. */
export function unreachable(): Failed {
  return {
    status: "failed",
    at: Date.now(),
    code: "unreachable",
    fields: {},
    message: "Gatehouse did not answer. Check your connection and send it again; nothing is lost.",
    requestId: null,
    values: {},
    signInPath: null,
    stale: null,
  };
}
