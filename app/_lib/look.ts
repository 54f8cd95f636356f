import { cookies } from "next/headers";
import { cache } from "react";
import { parseTheme, THEME_COOKIE, type Theme } from "#app/(account)/account/theme.ts";

export const DENSITY_COOKIE = "gatehouse_density";
export const SIDEBAR_COOKIE = "gatehouse_sidebar";
const COLUMNS_COOKIE = "gatehouse_columns_";

export type Density = "comfortable" | "compact";

/** How this person wants the console to look, on this browser. */
export const readLook = cache(
  async (): Promise<{ theme: Theme; density: Density; sidebar: "wide" | "narrow" }> => {
    const jar = await cookies();
    return {
      theme: parseTheme(jar.get(THEME_COOKIE)?.value),
      density: jar.get(DENSITY_COOKIE)?.value === "compact" ? "compact" : "comfortable",
      sidebar: jar.get(SIDEBAR_COOKIE)?.value === "narrow" ? "narrow" : "wide",
    };
  },
);

/** The columns that this person took out of a table. */
export async function hiddenColumns(table: string): Promise<string[]> {
  const value = (await cookies()).get(columnsCookie(table))?.value ?? "";
  return value.split(".").filter((column) => /^\w{1,40}$/.test(column));
}

/** Names the cookie; a table's id is a plain word. */
export function columnsCookie(table: string): string {
  return `${COLUMNS_COOKIE}${table.replaceAll(/[^\w-]/g, "").slice(0, 40)}`;
}
