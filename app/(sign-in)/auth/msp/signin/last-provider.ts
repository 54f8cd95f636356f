import { useSyncExternalStore } from "react";

const KEY = "msp_sso_last_provider";

/** The provider that this browser started last, for the badge alone: the server never hears of it. */
export function useLastProvider(): string | null {
  return useSyncExternalStore(neverChanges, read, readNothing);
}

/** Remembers the provider at the click that starts it. */
export function rememberProvider(provider: string): void {
  try {
    localStorage.setItem(KEY, provider);
  } catch {
    // Storage is closed in some private windows; the badge is all that is lost.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

const readNothing = () => null;
const neverChanges = () => () => undefined;
