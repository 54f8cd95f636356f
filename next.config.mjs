/**
 * Next serves the pages only; the server before it (entry/web.ts) sets headers and makes the CSP
 * nonce. Types are checked by `npm test`, so the build does not check them a second time.
 * JavaScript, because every start reads this file, and would load a compiler for TypeScript.
 *
 * @type {import("next").NextConfig}
 */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  compress: false,
  // SECURITY.md: the image optimiser fetches on behalf of strangers, so it is not there at all.
  images: { unoptimized: true },
  typescript: { ignoreBuildErrors: true },
  // Keeps the build's generated route types out of tsconfig.json: a stale build must not fail tsc.
  experimental: { strictRouteTypes: true, authInterrupts: true },
  // Native code, worker files and drivers: Node loads them itself, so that the pages and the server
  // before them share one copy of the package.
  serverExternalPackages: [
    "@node-rs/argon2",
    "ipaddr.js",
    "nodemailer",
    "pg-boss",
    "pino",
    "postgres",
    "prom-client",
    "rate-limiter-flexible",
    "redis",
    "tldts",
    "tr46",
    "undici",
  ],
};

export default config;
