import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { attachEmbedded } from "#db/embedded.ts";
import type { Side } from "./fixture.ts";
import { postmasterOf, referenceEnvironment, stopProcess } from "./servers.ts";
import { startProduct } from "./web-process.ts";

export type BenchClient = { clientId: string; secret: string; redirectUri: string };
export type CodeRequest = { count: number };
type Clients = { plain: BenchClient; machine: BenchClient };

export type SsoFixture = {
  product: Side;
  /** One for the plain flow, one that gets tokens for itself. */
  clients: Clients;
  /** New codes of the plain flow, which live for a minute. */
  newCodes(count: number): Promise<string[]>;
  stop(): Promise<void>;
};

/** Starts the product with its own PostgreSQL, and beside it the process that makes codes. */
export async function startSsoFixture(folder: string): Promise<SsoFixture> {
  const dataDir = join(folder, "data");
  const product = await startProduct(folder);
  let maker: ChildProcess | null = null;
  const stop = async () => {
    if (maker) await stopProcess(maker);
    await product.stop();
  };
  try {
    const database = await attachEmbedded({ dataDir });
    if (database === null) throw new Error("the product's database does not answer");
    const program = fileURLToPath(new URL("./sso-codes.ts", import.meta.url));
    const env = { ...referenceEnvironment(), DATA_DIR: dataDir, LOG_LEVEL: "warn" };
    const made = fork(program, [database.appUrl], { env });
    maker = made;
    const { clients }: { clients: Clients } = await answerOf(made);
    return {
      product: {
        port: product.port,
        serving: [product.pid, await postmasterOf(database.ownerUrl)],
      },
      clients,
      async newCodes(count) {
        const request: CodeRequest = { count };
        made.send(request);
        const { codes }: { codes: string[] } = await answerOf(made);
        return codes;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The next message of the process that makes codes. Throws when it ends instead. */
async function answerOf<T>(maker: ChildProcess): Promise<T> {
  const ended = new AbortController();
  const { signal } = ended;
  const died = once(maker, "exit", { signal }).then(() => {
    throw new Error("the process that makes codes ended");
  });
  try {
    const [answer]: T[] = await Promise.race([once(maker, "message", { signal }), died]);
    if (answer === undefined) throw new Error("the process that makes codes said nothing");
    return answer;
  } finally {
    ended.abort();
  }
}
