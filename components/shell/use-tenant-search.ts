"use client";

import { useEffect, useState } from "react";

export type FoundTenant = { slug: string; name: string };

const PAUSE_MS = 80;
const RECENTS = "gatehouse_recent_tenants";
const MOST_RECENTS = 6;

/**
 * The tenants that a text finds, asked of the server; with no text, those visited last on this
 * browser. A late answer for an older text changes nothing.
 */
export function useTenantSearch(text: string, active: boolean) {
  const [found, setFound] = useState<{ text: string; tenants: readonly FoundTenant[] } | null>(
    null,
  );
  const wanted = text.trim();
  useEffect(() => {
    if (!active) return;
    const asking = new AbortController();
    const timer = setTimeout(
      async () => {
        const recent = wanted === "" ? readRecents() : [];
        const tenants = recent.length > 0 ? recent : await ask(wanted, asking.signal);
        if (tenants) setFound({ text: wanted, tenants });
      },
      wanted === "" ? 0 : PAUSE_MS,
    );
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [wanted, active]);
  const pending = active && found?.text !== wanted;
  return {
    tenants: active ? (found?.tenants ?? []) : [],
    isRecent: found?.text === "" && readRecents().length > 0,
    pending,
  };
}

/** Notes a visit to a tenant, for the switcher to offer it first. */
export function noteTenant(tenant: FoundTenant): void {
  const others = readRecents().filter(({ slug }) => slug !== tenant.slug);
  try {
    localStorage.setItem(RECENTS, JSON.stringify([tenant, ...others].slice(0, MOST_RECENTS)));
  } catch {
    // A browser that keeps nothing has no recents.
  }
}

function readRecents(): FoundTenant[] {
  try {
    return asTenants(JSON.parse(localStorage.getItem(RECENTS) ?? "[]"));
  } catch {
    return [];
  }
}

async function ask(search: string, signal: AbortSignal): Promise<FoundTenant[] | null> {
  try {
    const response = await fetch(`/console/tenants?${new URLSearchParams({ search })}`, { signal });
    const body: unknown = response.ok ? await response.json() : null;
    return asTenants(body);
  } catch {
    return signal.aborted ? null : [];
  }
}

function asTenants(value: unknown): FoundTenant[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    if (typeof item !== "object" || item === null || !("slug" in item && "name" in item)) return [];
    const { slug, name } = item;
    return typeof slug === "string" && typeof name === "string" ? [{ slug, name }] : [];
  });
}
