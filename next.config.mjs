import { existsSync } from 'node:fs'
import path from 'node:path'
import createNextIntlPlugin from 'next-intl/plugin'
import { pagePolicy } from './app/_security/page-policy.ts'

const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  experimental: {
    // Messages are compiled by the build: the browser formats them without the 12 kB parser.
    messages: { path: './lib/i18n/messages', format: 'json', locales: ['fr', 'en'], precompile: true },
  },
})

const permissionsPolicy = (camera) => ({
  key: 'Permissions-Policy',
  value: `${camera}, microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()`,
})

const SECURITY_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  // Not stricter: forms of the desk itself would then come from the origin "null".
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  permissionsPolicy('camera=()'),
]

// Pages have theirs from proxy.ts, with a nonce in it, which replaces this one. A page that came past the proxy would
// run no script written into it. Whoever builds a desk without that file gets one that works, less well protected.
const withProxy = existsSync(path.join(import.meta.dirname, 'proxy.ts'))
if (!withProxy) console.warn('Without proxy.ts pages have no nonce: their policy lets inline scripts run.')
const development = process.env.NODE_ENV === 'development'
const PAGE_POLICY = [
  {
    key: 'Content-Security-Policy',
    value: pagePolicy({ scripts: withProxy ? 'none-inline' : 'inline', https: false, development }),
  },
]

// Data and downloads are no pages. What ID360 delivered is hostile until proved otherwise: no browser runs any of it.
const API_POLICY = [
  { key: 'Content-Security-Policy', value: "sandbox; default-src 'none'; frame-ancestors 'none'" },
]

// Scripts, styles and fonts are framed by nobody and taken for nothing else; the rest would be for nothing.
const FILE_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Content-Security-Policy', value: "frame-ancestors 'none'" },
]

// The worker that reads PDFs obeys its own answer's policy, not the page's. What it reads is hostile: it may fetch fonts
// and decoders from the desk, and send nothing elsewhere.
const WORKER_POLICY = [
  {
    key: 'Content-Security-Policy',
    value:
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'",
  },
]

// What stands in these goes for every answer, also for those that Next gives by itself (no such method, no such page).
// Streams and exports are sent as they are made: compressing them would only hold them up.
const cacheControl = (value) => [{ key: 'Cache-Control', value }]
const UNCACHED = [
  { source: '/((?!_next/static/|api/).*)', headers: cacheControl('private, no-store') },
  { source: '/api/((?!pdfjs/).*)', headers: cacheControl('no-store') },
  ...['usage/exports/:id', 'audit/export', 'enrollments/:id/events'].map((route) => ({
    source: `/api/${route}`,
    headers: cacheControl('no-store, no-transform'),
  })),
]

// The settings are not known to a build; the proxy in front says how it was reached.
const OVER_TLS = [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }]
const STRICT_TRANSPORT = [{ key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' }]

/** @type {import('next').NextConfig} */
const config = {
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  reactStrictMode: true,
  poweredByHeader: false,
  agentRules: false,
  // Bottom left is where the rail keeps language and theme.
  devIndicators: { position: 'bottom-right' },
  // Types are checked once, by `npm run types` (TypeScript 7 has no compiler API for Next to call).
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['better-sqlite3', '@node-rs/argon2', 'pino', 'pg'],
  experimental: {
    // forbidden() and app/forbidden.tsx: a page one may not see answers 403.
    authInterrupts: true,
    // What forms send is small; pictures have a route of their own. Proxied bodies are held in memory too.
    serverActions: { bodySizeLimit: '256kb' },
    proxyClientMaxBodySize: '512kb',
  },
  // The desk shows pictures of its own routes alone: nothing is fetched, and scaled, for whoever asks.
  images: { unoptimized: true },
  // proxy.ts does it, whose redirects have headers.
  skipTrailingSlashRedirect: true,
  headers: async () => [
    { source: '/((?!_next/static/).*)', headers: SECURITY_HEADERS },
    { source: '/_next/static/:path*', headers: FILE_HEADERS },
    // The guided page takes pictures; the last header of a name counts.
    { source: '/enrollments/:id/assist', headers: [permissionsPolicy('camera=(self)')] },
    { source: '/((?!_next/static/|api/).*)', headers: PAGE_POLICY },
    { source: '/_next/static/media/:worker(.*\\.mjs)', headers: WORKER_POLICY },
    { source: '/api/:path*', headers: API_POLICY },
    ...UNCACHED,
    { source: '/:path*', has: OVER_TLS, headers: STRICT_TRANSPORT },
  ],
}

export default withNextIntl(config)
