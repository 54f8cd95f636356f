import { keepCompiledCode } from "#platform/compile-cache.ts";

// First of all: whatever is imported after it comes from the cache.
keepCompiledCode();
const { runWeb } = await import("./run-web.ts");
await runWeb();
