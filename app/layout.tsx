import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import "./globals.css";

/** Every page carries its request id, for the error page to show: that one runs in the browser. */
export async function generateMetadata(): Promise<Metadata> {
  const requestId = (await headers()).get("x-gatehouse-request-id");
  return {
    title: { default: "Gatehouse", template: "%s · Gatehouse" },
    icons: { icon: "/icon.svg" },
    robots: { index: false, follow: false },
    ...(requestId && { other: { "request-id": requestId } }),
  };
}

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f8fa" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1116" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
