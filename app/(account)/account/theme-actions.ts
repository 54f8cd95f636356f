"use server";

import { cookies } from "next/headers";
import { env } from "#platform/env.ts";
import { parseTheme, THEME_COOKIE } from "./theme.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Remembers a person's theme on this browser. It tells nothing and opens nothing, so it needs no session. */
export async function chooseTheme(form: FormData): Promise<void> {
  (await cookies()).set(THEME_COOKIE, parseTheme(form.get("theme")), {
    httpOnly: true,
    maxAge: YEAR_SECONDS,
    path: "/",
    sameSite: "lax",
    secure: env.isHttps,
  });
}
