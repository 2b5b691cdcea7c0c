import createNextIntlPlugin from 'next-intl/plugin'

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
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  permissionsPolicy('camera=()'),
]

const PAGE_POLICY = [
  {
    key: 'Content-Security-Policy',
    value: "frame-ancestors 'none'; base-uri 'self'; object-src 'none'; form-action 'self'",
  },
]

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
  },
  headers: async () => [
    // Scripts and fonts are no pages: half a kilobyte of headers each would be for nothing.
    { source: '/((?!_next/static/).*)', headers: SECURITY_HEADERS },
    // The guided page takes pictures; the last header of a name counts.
    { source: '/enrollments/:id/assist', headers: [permissionsPolicy('camera=(self)')] },
    // What ID360 delivered is hostile until proved otherwise: its route answers with a stricter policy of its own.
    { source: '/((?!_next/static/|api/evidence/).*)', headers: PAGE_POLICY },
  ],
}

export default withNextIntl(config)
