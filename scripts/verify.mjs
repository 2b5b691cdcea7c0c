// npm run verify: the fast part, before every commit.
import { ensureInstalled, run } from './ensure-installed.mjs'

ensureInstalled()
// The long ones (thousands of flips, damaged files, faulty servers) are for npm test.
const LONG = ['asice-bit-flips', 'asice-hostile', 'evidence-damage', 'evidence-sealed', 'evidence-faults']
const exclude = LONG.flatMap((name) => ['--exclude', `tests/integration/${name}.test.ts`])
const steps = [
  ['npm', ['run', '--silent', 'types']],
  ['npm', ['run', '--silent', 'lint']],
  ['vitest', ['run', ...exclude]],
]
for (const [command, args] of steps) {
  const status = run(command, args)
  if (status !== 0) process.exit(status)
}
