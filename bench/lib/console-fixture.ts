import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { attachEmbedded, startEmbedded } from "#db/embedded.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { countSignInDays } from "#domain/sign-in/sign-in-days.ts";
import type { Sizes } from "./bench.ts";
import type { Side } from "./fixture.ts";
import { seededPassword } from "./seed.ts";
import { operatorEmail, seedConsole } from "./seed-console.ts";
import { postmasterOf, repository } from "./servers.ts";
import { readSignInForm } from "./sign-in-requests.ts";
import { markupFile, startEmptyNext, startProduct } from "./web-process.ts";

export type ConsoleFixture = {
  product: Side;
  /** An empty Next page behind node:http, at `/`; the markup of row 5 at `/markup`. */
  empty: Side;
  baseUrl: string;
  /** The `Cookie` header of an operator who signed in. */
  cookie: string;
  /** The owner's connection string. */
  database: string;
  /** What the empty Next app has at `/markup`: a file to be written before it is first asked for. */
  markupFile: string;
  stop(): Promise<void>;
};

/**
 * Starts the product with the data of a large installation, an operator signed in, and an empty Next
 * app beside it.
 */
export async function startConsole(folder: string, sizes: Sizes): Promise<ConsoleFixture> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let last = stops.pop(); last !== undefined; last = stops.pop()) await last();
  };
  try {
    const dataDir = join(folder, "data");
    await seedBeforeStart(dataDir, sizes);
    const product = await startProduct(folder);
    stops.push(product.stop);
    const database = await attachEmbedded({ dataDir });
    if (database === null) throw new Error("the product's database does not answer");
    const empty = await startEmptyNext(folder);
    stops.push(empty.stop);
    const baseUrl = `http://localhost:${product.port}`;
    return {
      product: {
        port: product.port,
        serving: [product.pid, await postmasterOf(database.ownerUrl)],
      },
      empty: { port: empty.port, serving: [empty.pid] },
      baseUrl,
      cookie: await signIn(baseUrl, product.port),
      database: database.ownerUrl,
      markupFile: markupFile(folder),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function seedBeforeStart(dataDir: string, sizes: Sizes): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const { appUrl, ownerUrl, stop } = await startEmbedded({ dataDir });
  try {
    await migrateDatabase({ appUrl, ownerUrl, migrationsFolder: join(repository, "drizzle") });
    await seedConsole(ownerUrl, dataDir, sizes);
    // What the hourly job would have done by now.
    await openDatabase({ url: appUrl });
    await countSignInDays();
    await closeDatabase();
  } finally {
    await stop();
  }
}

/** Signs the operator in as a browser without JavaScript does. Out: the cookies. */
async function signIn(baseUrl: string, port: number): Promise<string> {
  const form = await readSignInForm(port);
  const response = await fetch(new URL(form.action, baseUrl), {
    method: "POST",
    redirect: "manual",
    headers: { Origin: baseUrl, "Sec-Fetch-Site": "same-origin" },
    body: new URLSearchParams([
      ...form.hidden.map(([name, value]) => [name, value]),
      ["username", operatorEmail],
      ["password", seededPassword],
    ]),
  });
  const cookies = response.headers.getSetCookie().map((line) => line.split(";")[0]);
  if (!cookies.some((cookie) => cookie?.startsWith("gatehouse_session="))) {
    throw new Error(`the operator could not sign in: ${response.status}`);
  }
  return cookies.join("; ");
}
