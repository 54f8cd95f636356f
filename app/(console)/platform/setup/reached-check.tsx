"use client";

import { useEffect, useState } from "react";
import { type Check, CheckRow } from "./check-row.tsx";

/** Whether the browser stands at BASE_URL: what the server saw, until the browser itself tells. */
export function ReachedCheck({ check, baseUrl }: { check: Check; baseUrl: string }) {
  const [origin, setOrigin] = useState<string | null>(null);
  useEffect(() => setOrigin(location.origin), []);
  return <CheckRow check={origin === null ? check : told(origin, baseUrl)} title="Reached" />;
}

function told(origin: string, baseUrl: string): Check {
  if (origin === baseUrl) {
    return { state: "ok", found: "Your browser stands at this very address.", whatToDo: null };
  }
  return {
    state: "wrong",
    found: `Your browser stands at ${origin}, and BASE_URL says ${baseUrl}.`,
    whatToDo: `Open ${baseUrl} instead. If people are to use ${origin}, set BASE_URL=${origin} and start Gatehouse again.`,
  };
}
