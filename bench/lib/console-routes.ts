import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sql } from "postgres";
import { largestTenant } from "./seed-console.ts";
import { repository } from "./servers.ts";

export type ConsoleRoute = {
  route: string;
  /** Its address, or null when nothing seeded stands for one of its parameters. */
  path: string | null;
};

/**
 * Every page of the build that a signed-in operator has, with its parameters filled in from the
 * seeded data.
 */
export async function consoleRoutes(sql: Sql): Promise<ConsoleRoute[]> {
  const built: Record<string, string> = JSON.parse(
    await readFile(join(repository, ".next/app-path-routes-manifest.json"), "utf8"),
  );
  const values = await seededParameters(sql);
  const routes = Object.entries(built).flatMap(([file, route]) =>
    file.endsWith("/page") && /^\/(account|platform|t)(\/|$)/.test(route) ? [route] : [],
  );
  return routes.sort().map((route) => {
    const path = route.replaceAll(
      /\[(\w+)\]/g,
      (unfilled, name: string) => values[name] ?? unfilled,
    );
    return { route, path: path.includes("[") ? null : path };
  });
}

async function seededParameters(sql: Sql): Promise<Record<string, string>> {
  const [row] = await sql<{ user: string; domain: string }[]>`
    SELECT (SELECT id FROM users WHERE tenant_id = t.id ORDER BY email LIMIT 1) AS user,
      (SELECT domain FROM login_domains WHERE tenant_id = t.id AND status = 'pending'
        ORDER BY domain LIMIT 1) AS domain
    FROM tenants t WHERE slug = ${largestTenant}`;
  return { tenant: largestTenant, provider: "google", kind: "oidc", ...row };
}
