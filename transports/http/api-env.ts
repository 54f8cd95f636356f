import type { RequestInfo } from "#domain/kernel/context.ts";

/** What the server before the Hono app hands it with each request. */
export type ApiEnv = { Bindings: { info: RequestInfo } };
