import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { attachEmbedded, startEmbedded } from "#db/embedded.ts";
import { migrateDatabase } from "#db/migrate.ts";
import type { Sizes } from "./bench.ts";
import { seedProduct, seedReference } from "./seed.ts";
import { postmasterOf, repository, startReference } from "./servers.ts";
import { startProduct } from "./web-process.ts";

/** One side of a comparison: where it listens, and the processes whose trees are its bill. */
export type Side = { port: number; serving: number[] };

export type Fixture = {
  product: Side;
  reference: Side;
  /** The product's BASE_URL: the origin that a browser would send. */
  baseUrl: string;
  stop(): Promise<void>;
};

/**
 * Starts the product and the discovery reference, each with a PostgreSQL of its own, started in the
 * same way: a shared one would put the product's background work on the reference's bill.
 */
export async function startFixture(folder: string, sizes: Sizes): Promise<Fixture> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let last = stops.pop(); last !== undefined; last = stops.pop()) await last();
  };
  try {
    const dataDir = join(folder, "data");
    await seedBeforeStart(dataDir, sizes);
    const product = await startProduct(folder, {
      TRUSTED_PROXIES: "127.0.0.1/32",
      // The app fallback, so that an unknown domain's answer differs from a refused one.
      GOOGLE_OAUTH_CLIENT_ID: "bench",
      GOOGLE_OAUTH_CLIENT_SECRET: "bench",
    });
    stops.push(product.stop);
    const productDatabase = await attachEmbedded({ dataDir });
    if (productDatabase === null) throw new Error("the product's database does not answer");

    const referenceDatabase = await startEmbedded({ dataDir: join(folder, "reference-database") });
    stops.push(referenceDatabase.stop);
    await seedReference(referenceDatabase.ownerUrl, sizes);
    const reference = await startReference("discovery", [referenceDatabase.ownerUrl]);
    stops.push(reference.stop);
    return {
      product: {
        port: product.port,
        serving: [product.pid, await postmasterOf(productDatabase.ownerUrl)],
      },
      reference: {
        port: reference.port,
        serving: [reference.pid, await postmasterOf(referenceDatabase.ownerUrl)],
      },
      baseUrl: `http://localhost:${product.port}`,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The product keeps claims in memory and would not notice rows that come without its notifications. */
async function seedBeforeStart(dataDir: string, sizes: Sizes): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const { appUrl, ownerUrl, stop } = await startEmbedded({ dataDir });
  try {
    await migrateDatabase({ appUrl, ownerUrl, migrationsFolder: join(repository, "drizzle") });
    await seedProduct(ownerUrl, dataDir, sizes);
  } finally {
    await stop();
  }
}
