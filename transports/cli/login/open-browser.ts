import { spawn } from "node:child_process";
import { env } from "#platform/env.ts";

/**
 * Opens an address in the person's browser, where there is one: BROWSER, or the desktop's own. Never
 * fails: the address is printed as well. In: an address without a secret, because others see it.
 */
export function openBrowser(address: string): void {
  const program = env.BROWSER ?? desktopOpener();
  if (program === null) return;
  const child = spawn(program, [address], { detached: true, stdio: "ignore" });
  child.on("error", () => undefined);
  child.unref();
}

function desktopOpener(): string | null {
  if (process.platform === "darwin") return "open";
  return env.DISPLAY || env.WAYLAND_DISPLAY ? "xdg-open" : null;
}
