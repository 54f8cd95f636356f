import type { Metadata } from "next";
import { NotAllowed } from "#app/(console)/not-allowed.tsx";

export const metadata: Metadata = { title: "Not allowed" };

export default NotAllowed;
