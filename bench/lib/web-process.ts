import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { builtEmptyNextApp } from "./empty-next-app.ts";
import { type Launched, launch } from "./launch.ts";
import { freePorts, referenceEnvironment, referencePath } from "./servers.ts";

export type WebProcess = Launched & { port: number };

/**
 * Starts the product's web process as a person would, `node entry/web.ts`, with what the environment
 * of this benchmark says of Gatehouse taken away, so that it brings its own PostgreSQL.
 * In: `folder`, made when it is missing, which gets `data` and the log.
 */
export async function startProduct(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<WebProcess> {
  await mkdir(folder, { recursive: true });
  const [port = 0, managementPort = 0, grpcPort = 0] = await freePorts(3);
  const launched = await launch({
    args: ["entry/web.ts"],
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      NODE_ENV: "production",
      PORT: String(port),
      MANAGEMENT_PORT: String(managementPort),
      GRPC_PORT: String(grpcPort),
      DATA_DIR: join(folder, "data"),
      ...settings,
    },
    readyUrl: `http://127.0.0.1:${managementPort}/readyz`,
    logPath: join(folder, "product.log"),
  });
  return { ...launched, port };
}

/** The file of the markup that a started empty Next app shows at `/markup`, as JSON. */
export function markupFile(folder: string): string {
  return join(folder, "markup.json");
}

/** Starts the empty Next app. In: `folder`, which gets its log. */
export async function startEmptyNext(folder: string): Promise<WebProcess> {
  const app = await builtEmptyNextApp();
  const [port = 0] = await freePorts(1);
  const launched = await launch({
    args: [referencePath("empty-next"), app, String(port)],
    env: { ...referenceEnvironment(), MARKUP_FILE: markupFile(folder) },
    readyUrl: `http://127.0.0.1:${port}/readyz`,
    logPath: join(folder, "empty-next.log"),
  });
  return { ...launched, port };
}
