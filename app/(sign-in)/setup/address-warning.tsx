"use client";

import { TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";

/**
 * Says that this page stands at another address than BASE_URL, from where no form is accepted. The
 * server can only suspect it; the browser knows, and has the last word where a script runs.
 */
export function AddressWarning({ baseUrl, suspected }: { baseUrl: string; suspected: boolean }) {
  const [shown, setShown] = useState(suspected);
  useEffect(() => setShown(location.origin !== baseUrl), [baseUrl]);
  if (!shown) return null;
  return (
    <div
      className="mb-6 flex gap-2 rounded-control bg-warning-tint p-3 text-compact text-warning"
      role="status"
    >
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0 [overflow-wrap:anywhere]">
        Gatehouse takes its own address to be {baseUrl}, from BASE_URL, and your browser asked for
        another one: a form sent from here is refused. Open the setup link at {baseUrl}, or set
        BASE_URL to the address that people will use and start Gatehouse again.
      </p>
    </div>
  );
}
