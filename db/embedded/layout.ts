import { join } from "node:path";

/** Where everything of the embedded server lies; nothing is written outside `root`. */
export type Layout = {
  /** `DATA_DIR/postgres`, owned by the supervising user. */
  root: string;
  /** The cluster (PGDATA), owned by the account that runs the server. */
  data: string;
  /** A cluster being made; it becomes `data` by one rename. */
  unfinished: string;
  /** Links that complete the package's shared libraries. */
  libraries: string;
  /** Passwords of the two roles, mode 600. */
  credentials: string;
  serverLog: string;
};

/** Names the files below an absolute data folder. */
export function layoutOf(dataDir: string): Layout {
  const root = join(dataDir, "postgres");
  return {
    root,
    data: join(root, "data"),
    unfinished: join(root, "data.unfinished"),
    libraries: join(root, "lib"),
    credentials: join(root, "credentials.json"),
    serverLog: join(root, "server.log"),
  };
}
