import type { Metadata } from "next";
import { Gone } from "#app/(console)/gone.tsx";

export const metadata: Metadata = { title: "Not there any more" };

/** At the address of one that was deleted, or never was. */
export default function NotFound() {
  return <Gone action="user.delete" back="All users" list="users" what="This person" />;
}
