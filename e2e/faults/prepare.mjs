import { ensureProgram } from "#scripts/lib/apt.mjs";
import { ensureBuild } from "#scripts/lib/build.mjs";

/** What the tests of faults start: the built product, and servers of the distribution. */
export default async function prepare() {
  await ensureProgram("pg_lsclusters", "postgresql");
  await ensureProgram("pgbouncer", "pgbouncer");
  await ensureBuild();
}
