// The document around every page: preferences as attributes, the theme script, nothing that needs a session.
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { readPreferences } from "#components/shell/preferences.ts";
import { firstPaintTheme, ThemeScript } from "#components/shell/theme-script.tsx";
import "./globals.css";
import { withRequestId } from "#lib/server/with-request-id.ts";

export const metadata: Metadata = {
  title: { default: "Ballast", template: "%s - Ballast" },
  description: "The trading desk that can prove its books",
  applicationName: "Ballast",
  manifest: "/manifest.webmanifest",
  icons: {
    icon: [
      { url: "/icon.svg", type: "image/svg+xml" },
      { url: "/icon-192.png", sizes: "192x192", type: "image/png" },
    ],
    apple: "/apple-touch-icon.png",
  },
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, email: false, address: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#11151d" },
  ],
};

export default withRequestId(async function RootLayout({ children }: { children: ReactNode }) {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const preferences = readPreferences((name) => jar.get(name)?.value);
  return (
    <html
      lang="en"
      data-theme={firstPaintTheme(preferences.theme)}
      data-theme-choice={preferences.theme}
      data-palette={preferences.palette}
      data-density={preferences.density}
      data-sidebar={preferences.sidebar}
      // The theme script may have settled "system" before React looks.
      suppressHydrationWarning
    >
      <head>
        <ThemeScript nonce={head.get("x-nonce") ?? undefined} />
      </head>
      <body>{children}</body>
    </html>
  );
});
