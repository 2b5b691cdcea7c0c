import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { SandboxApp } from '../http/sandbox-env'
import type { Sandbox } from '../sandbox'
import { addPersonActions } from './add-person-actions'

const FILES = {
  'index.html': 'text/html; charset=utf-8',
  'journey.css': 'text/css; charset=utf-8',
  'journey.js': 'text/javascript; charset=utf-8',
  'screens.js': 'text/javascript; charset=utf-8',
  'texts.js': 'text/javascript; charset=utf-8',
} as const

/** Nothing from outside, nothing framed: the page holds a link that is a secret. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
}

/** The person's page and the small endpoints behind it. */
export function addPersonPageRoutes(app: SandboxApp, sandbox: Sandbox): void {
  for (const [file, type] of Object.entries(FILES)) {
    const content = readFileSync(path.join(import.meta.dirname, 'browser', file), 'utf8')
    app.get(`/static/process_ui/${file}`, (c) => c.body(content, 200, { ...HEADERS, 'content-type': type }))
  }
  addPersonActions(app, sandbox)
}
