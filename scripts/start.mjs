// npm start: installs, then hands over to the pinned Node.
import { spawn } from 'node:child_process'
import { ensureInstalled, env, root } from './ensure-installed.mjs'

ensureInstalled()
const child = spawn('tsx', ['scripts/start-desk.ts', ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
