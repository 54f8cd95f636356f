export const THEME_COOKIE = "gatehouse_theme";

export const themes = ["system", "light", "dark"] as const;

export type Theme = (typeof themes)[number];

/** The chosen theme, from a cookie or a form; anything else means the system's. */
export function parseTheme(value: unknown): Theme {
  return themes.find((theme) => theme === value) ?? "system";
}
