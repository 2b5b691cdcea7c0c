// npm run verify: the fast part, before every commit.
import { ensureInstalled, run } from './ensure-installed.mjs'

ensureInstalled()
// The long ones are for npm test: containers, evidence, erasing, the sandbox's own contract, everything that hashes many
// passwords, random histories, races and waits.
const LONG = [
  'add-*',
  'asice-*',
  'assisted-pages',
  'assisted-steps',
  'audit-chain',
  'create-enrollment',
  'erasure*',
  'evidence*',
  'explain-ko*',
  'id360-client',
  'keys-rotate',
  'list-enrollments',
  'passwords',
  'reconcile',
  'retention',
  'sandbox-*',
  'sessions',
  'sign-in-throttle',
  'sso',
  'staff-*',
  'two-factor*',
  'usage*',
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
