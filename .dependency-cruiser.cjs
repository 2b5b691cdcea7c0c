/** The arrows of the house (docs/architecture.md): app -> lib -> db, and who may know what. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'app-not-to-db',
      comment: 'Pages, actions and routes call verbs; only lib talks to the store.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '(^db/)|(node_modules/(drizzle-orm|better-sqlite3|pg)/)' },
    },
    {
      name: 'lib-not-to-app',
      severity: 'error',
      from: { path: '^(lib|db)/' },
      to: { path: '^app/' },
    },
    {
      name: 'db-knows-nothing-of-ours',
      severity: 'error',
      from: { path: '^db/' },
      to: { path: '^(app|lib|scripts|tests)/' },
    },
    {
      name: 'id360-client-is-pure',
      comment: 'The protocol client knows no database, no Next, no domain.',
      severity: 'error',
      from: { path: '^lib/id360/' },
      to: {
        path: '(^(app|db|scripts)/)|(^lib/(?!id360/))|(node_modules/(next|react|drizzle-orm|better-sqlite3|pg)/)',
      },
    },
    {
      name: 'sandbox-is-written-apart',
      comment:
        'A shared misreading of the contract must not hide: the sandbox imports nothing of the client, nor the rest.',
      severity: 'error',
      from: { path: '^lib/id360-sandbox/' },
      to: { path: '(^(app|db|scripts)/)|(^lib/(?!id360-sandbox/))' },
    },
    {
      name: 'nobody-imports-the-sandbox',
      comment: 'Everything talks to the sandbox over HTTP.',
      severity: 'error',
      from: { path: '^(app|db)/|^lib/(?!id360-sandbox/)' },
      to: { path: '^lib/id360-sandbox/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Its swc parser reads no JSX: scripts/check-page-imports.ts holds pages to the same arrows.
    exclude: { path: '[.]next/|[.]tsx$' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
}
