"use client";

import { useEffect, useSyncExternalStore } from "react";

type Crumb = { id: string; name: string };

/** The page and the bar above it are drawn apart: this is where they meet. */
const store = { crumb: null as Crumb | null, listeners: new Set<() => void>() };

function tell(crumb: Crumb | null): void {
  store.crumb = crumb;
  for (const listener of store.listeners) listener();
}

/** Says what the breadcrumb calls the object whose id stands in the address of this page. */
export function CrumbName({ id, name }: Crumb) {
  useEffect(() => {
    tell({ id, name });
    return () => tell(null);
  }, [id, name]);
  return null;
}

/** The name of an address's segment, where its page has said one; not before scripts run. */
export function useCrumbName(): (segment: string) => string | undefined {
  const crumb = useSyncExternalStore(
    (listener) => {
      store.listeners.add(listener);
      return () => store.listeners.delete(listener);
    },
    () => store.crumb,
    () => null,
  );
  return (segment) => (crumb?.id === segment ? crumb.name : undefined);
}
