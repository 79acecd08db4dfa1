/** How Next.js builds the desk: into a folder of its inputs' hash, without looking at types, which `tsc` checks. */
import type { NextConfig } from "next";

const config: NextConfig = {
  distDir: process.env.BALLAST_DIST_DIR ?? ".build/dev",
  reactStrictMode: true,
  poweredByHeader: false,
  compress: true,
  devIndicators: false,
  typescript: { ignoreBuildErrors: true },
  // These load files of their own at run time, or keep state that must exist once in the process.
  serverExternalPackages: [
    "@prisma/client",
    "@prisma/adapter-pg",
    "@prometheus-io/client",
    "@sentry/nextjs",
    "ioredis",
    "pg",
    "pg-boss",
    "pino",
    "pino-pretty",
    "rate-limiter-flexible",
  ],
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
};

export default config;
