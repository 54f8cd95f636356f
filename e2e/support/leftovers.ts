import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Ends the PostgreSQL server of a data folder when a killed product left it behind: the one whose
 * process id stands in `postmaster.pid`. A stale file of a server that is gone does no harm,
 * because the process is checked to be a PostgreSQL server of that very folder.
 */
export function killLeftovers(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  for (const path of readdirSync(dataDir, { recursive: true, encoding: "utf8" })) {
    if (!path.endsWith("postmaster.pid")) continue;
    const [pid, folder] = readFileSync(join(dataDir, path), "utf8").split("\n");
    if (pid === undefined || folder === undefined) continue;
    if (commandLine(pid).includes("postgres")) process.kill(Number(pid), "SIGQUIT");
  }
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${Number(pid)}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
