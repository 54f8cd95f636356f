"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Brings the page up to date when a check of one of the tenant's domains has news. */
export function LiveDomains({ tenant }: { tenant: string }) {
  const router = useRouter();
  useEffect(() => {
    const events = new EventSource(`/console/tenants/${tenant}/login-domains/events`);
    events.addEventListener("changed", () => router.refresh());
    return () => events.close();
  }, [tenant, router]);
  return null;
}
