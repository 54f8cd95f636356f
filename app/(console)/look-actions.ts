"use server";

import { cookies } from "next/headers";
import { columnsCookie, DENSITY_COOKIE, SIDEBAR_COOKIE } from "#app/_lib/look.ts";
import { parseTheme, THEME_COOKIE } from "#app/(account)/account/theme.ts";
import { env } from "#platform/env.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const MOST_COLUMNS = 30;

/**
 * Remembers how the console looks on this browser: whichever of theme, density, sidebar and columns
 * the form has. It tells nothing and opens nothing, so it needs no session.
 */
export async function rememberLook(form: FormData): Promise<void> {
  const jar = await cookies();
  const keep = (name: string, value: string) =>
    jar.set(name, value, {
      httpOnly: true,
      maxAge: YEAR_SECONDS,
      path: "/",
      sameSite: "lax",
      secure: env.isHttps,
    });
  if (form.has("theme")) keep(THEME_COOKIE, parseTheme(form.get("theme")));
  if (form.has("density")) keep(DENSITY_COOKIE, oneOf(form, "density", "comfortable", "compact"));
  if (form.has("sidebar")) keep(SIDEBAR_COOKIE, oneOf(form, "sidebar", "wide", "narrow"));
  const table = form.get("table");
  if (typeof table !== "string") return;
  const shown = new Set(form.getAll("shown"));
  const hidden = form.getAll("columns").filter((column) => !shown.has(column));
  keep(columnsCookie(table), hidden.slice(0, MOST_COLUMNS).map(plainWord).join("."));
}

function oneOf(form: FormData, name: string, usual: string, other: string): string {
  return form.get(name) === other ? other : usual;
}

function plainWord(column: FormDataEntryValue): string {
  return String(column).replaceAll(/\W/g, "").slice(0, 40);
}
