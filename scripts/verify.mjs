// npm run verify: the fast part, before every commit.
import { ensureInstalled, run } from './ensure-installed.mjs'

ensureInstalled()
const steps = [
  ['npm', ['run', '--silent', 'types']],
  ['npm', ['run', '--silent', 'lint']],
  ['vitest', ['run']],
]
for (const [command, args] of steps) {
  const status = run(command, args)
  if (status !== 0) process.exit(status)
}
