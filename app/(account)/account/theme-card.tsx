import { clsx } from "clsx";
import { Card } from "#components/ui/card.tsx";
import { type Theme, themes } from "./theme.ts";
import { chooseTheme } from "./theme-actions.ts";

const labels: Record<Theme, string> = { system: "System", light: "Light", dark: "Dark" };

/** Which colours this browser shows. Three buttons of one form, so that it needs no script. */
export function ThemeCard({ chosen }: { chosen: Theme }) {
  return (
    <Card title="Appearance">
      <form action={chooseTheme} className="p-4 md:p-6">
        <fieldset className="grid max-w-80 grid-cols-3 gap-1 rounded-control bg-subtle p-1">
          <legend className="sr-only">Theme</legend>
          {themes.map((theme) => (
            <button
              aria-pressed={theme === chosen}
              className={clsx(
                "h-8 cursor-pointer rounded-control font-medium pointer-coarse:h-11",
                theme === chosen ? "bg-surface ring-1 ring-control" : "text-muted hover:text-text",
              )}
              key={theme}
              name="theme"
              type="submit"
              value={theme}
            >
              {labels[theme]}
            </button>
          ))}
        </fieldset>
      </form>
    </Card>
  );
}
