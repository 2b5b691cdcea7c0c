import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { SandboxApp } from '../http/sandbox-env'
import type { Sandbox } from '../sandbox'
import { landingPage } from './landing-page'

const FILES = [
  { at: '/docs', file: 'docs.html', type: 'text/html; charset=utf-8' },
  { at: '/pages/docs.js', file: 'docs.js', type: 'text/javascript; charset=utf-8' },
  { at: '/pages/pages.css', file: 'pages.css', type: 'text/css; charset=utf-8' },
] as const

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
}

const DESCRIPTION = `The contract of ID360 as far as it is known (docs/id360.md), and the control API of the sandbox.
Every path is also served with a trailing slash.`

/** The pages for developers: landing, OpenAPI description, a page to browse it. Nothing comes from outside. */
export function addPageRoutes(app: SandboxApp, sandbox: Sandbox): void {
  const { openAPIRegistry } = app
  openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'Token <token>, from the login',
  })
  openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'apiKey',
    in: 'header',
    name: 'x-api-key',
    description: 'The api_key of the enrollment',
  })
  app.get('/', (c) => c.html(landingPage(sandbox), 200, HEADERS))
  app.get('/openapi.json', (c) =>
    c.json(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: { title: 'ID360 sandbox', version: '1.0.0', description: DESCRIPTION },
        servers: [{ url: sandbox.publicUrl }],
      }),
    ),
  )
  for (const { at, file, type } of FILES) {
    const content = readFileSync(path.join(import.meta.dirname, 'browser', file), 'utf8')
    app.get(at, (c) => c.body(content, 200, { ...HEADERS, 'content-type': type }))
  }
}
