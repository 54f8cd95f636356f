import { seal } from "#platform/seal.ts";
import { Secret } from "#platform/secret.ts";

// Prints a client secret sealed with the installation's own key (DATA_DIR): a provider whose secret
// no key of ours opens is not ready, and discovery would not offer it. It is sealed for no row.
const nowhere = { table: "bench", tenantId: "bench", rowId: "bench", column: "bench" };
console.log(seal(Secret.of("bench"), nowhere));
