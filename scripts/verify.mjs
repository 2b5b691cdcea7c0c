// npm run verify: the fast part, before every commit.
import { ensureInstalled, run } from './ensure-installed.mjs'

ensureInstalled()
// The long ones are for npm test: containers, evidence, the sandbox's own contract, random histories, races and waits.
const LONG = [
  'add-*',
  'asice-*',
  'assisted-pages',
  'assisted-steps',
  'evidence*',
  'id360-client',
  'keys-rotate',
  'sandbox-*',
  'sessions',
  'sign-in-throttle',
  'staff-*',
  'usage-*',
]
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
