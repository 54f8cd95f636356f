import { join } from "node:path";
import { attachEmbedded, startEmbedded } from "#db/embedded.ts";
import type { Sizes } from "./bench.ts";
import { seedProduct, seedReference } from "./seed.ts";
import { postmasterOf, startReference } from "./servers.ts";
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
    const product = await startProduct(folder, {
      TRUSTED_PROXIES: "127.0.0.1/32",
      // The app fallback, so that an unknown domain's answer differs from a refused one.
      GOOGLE_OAUTH_CLIENT_ID: "bench",
      GOOGLE_OAUTH_CLIENT_SECRET: "bench",
    });
    stops.push(product.stop);
    const dataDir = join(folder, "data");
    const productDatabase = await attachEmbedded({ dataDir });
    if (productDatabase === null) throw new Error("the product's database does not answer");
    await seedProduct(productDatabase.ownerUrl, dataDir, sizes);

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
