import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type PageScripts, pagePolicy, SONNER_STYLE } from './page-policy'

const policyOf = (scripts: PageScripts, how = { https: false, development: false }) =>
  Object.fromEntries(
    pagePolicy({ scripts, ...how })
      .split('; ')
      .map((directive) => directive.split(/ (.*)/s).slice(0, 2) as [string, string]),
  )

test('scripts run by their nonce alone: nothing inline, nothing evaluated, no other origin', () => {
  const policy = policyOf({ nonce: 'bm9uY2U=' })
  expect(policy['script-src']).toBe("'self' 'nonce-bm9uY2U=' 'strict-dynamic'")
  expect(policy['script-src-attr']).toBe("'none'")
  expect(policy['default-src']).toBe("'none'")
  const { 'style-src-attr': attributes, ...rest } = policy
  expect(attributes).toBe("'unsafe-inline'")
  expect(JSON.stringify(rest)).not.toMatch(/unsafe|https?:|data:|\*/)
})

test('without a nonce no inline script runs, unless the desk was built without its proxy', () => {
  expect(policyOf('none-inline')['script-src']).toBe("'self'")
  const { 'script-src': scripts, ...rest } = policyOf('inline')
  expect(scripts).toBe("'self' 'unsafe-inline'")
  const { 'script-src': _, ...strict } = policyOf('none-inline')
  expect(rest).toEqual(strict)
})

test('only a desk behind TLS asks browsers to use it for everything', () => {
  expect(policyOf('none-inline', { https: true, development: false })).toHaveProperty(
    'upgrade-insecure-requests',
  )
  expect(policyOf('none-inline')).not.toHaveProperty('upgrade-insecure-requests')
})

test('the style sheet of toasts that passes is the one in the package', () => {
  const source = readFileSync('node_modules/sonner/dist/index.mjs', 'utf8')
  const quoted = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(source)?.[1] ?? '""'
  const hash = createHash('sha256').update(JSON.parse(quoted)).digest('base64')
  expect(`sha256-${hash}`).toBe(SONNER_STYLE)
})
