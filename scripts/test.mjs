// npm test: everything, on a fresh clone. Each runner prints its own summary; the last line adds them up.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureBrowser } from './ensure-browser.mjs'
import { ensureInstalled, root, run } from './ensure-installed.mjs'

ensureInstalled()
const chromium = ensureBrowser()
const results = path.join(root, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const vitestJson = path.join(results, 'vitest.json')
const playwrightJson = path.join(results, 'playwright.json')

const steps = [
  ['types', 'npm', ['run', '--silent', 'types']],
  ['lint and import rules', 'npm', ['run', '--silent', 'lint']],
  [
    'unit and integration tests',
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestJson}`],
  ],
  ['production build', 'tsx', ['scripts/build.ts']],
  [
    'end to end',
    'playwright',
    ['test'],
    { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightJson, PW_REPORTERS: 'list,json' },
  ],
]

const failed = []
for (const [name, command, args, env] of steps) {
  const started = Date.now()
  console.log(`\n== ${name}`)
  const status = run(command, args, env)
  console.log(
    `== ${name}: ${status === 0 ? 'passed' : `failed (${status})`} in ${Math.round((Date.now() - started) / 1000)} s`,
  )
  if (status !== 0) failed.push(name)
  // A browser can only show what was built.
  if (status !== 0 && name === 'production build') break
}

function count(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { passed: 0, failed: 0 }
  }
}
const unit = count(vitestJson, (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }))
const browser = count(playwrightJson, ({ stats }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
}))

console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '\nAll steps passed.')
console.log(`total: ${unit.passed + browser.passed} passed, ${unit.failed + browser.failed} failed`)
process.exit(failed.length > 0 || unit.passed === 0 || browser.passed === 0 ? 1 : 0)
