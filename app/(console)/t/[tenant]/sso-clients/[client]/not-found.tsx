import type { Metadata } from "next";
import { Gone } from "#app/(console)/gone.tsx";

export const metadata: Metadata = { title: "Not there any more" };

/** At the address of one that was deleted, or never was. */
export default function NotFound() {
  return (
    <Gone
      action="sso_client.delete"
      back="All SSO clients"
      list="sso-clients"
      what="This SSO client"
    />
  );
}
