import type { Metadata } from "next";
import { Missing } from "#app/(console)/missing.tsx";

export const metadata: Metadata = { title: "Page not found" };

export default Missing;
