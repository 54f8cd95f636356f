import { createApi } from "#transports/http/app.ts";

/** The paths that the console's own scripts call, from the app that serves them. */
export function consolePaths(): string[] {
  const paths = createApi().routes.map(({ path }) => path);
  return [...new Set(paths.filter((path) => path.startsWith("/console/")))];
}
