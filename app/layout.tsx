import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { parseTheme, THEME_COOKIE } from "#app/(account)/account/theme.ts";
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

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html data-theme={theme} lang="en">
      <body>{children}</body>
    </html>
  );
}
