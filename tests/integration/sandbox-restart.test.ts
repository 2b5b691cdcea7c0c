import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, it } from 'vitest'
import { apiCaller } from '@/lib/id360-sandbox/testing/api-caller'
import { startCallbackReceiver } from '@/lib/id360-sandbox/testing/callback-receiver'
import { waitUntil } from '@/lib/id360-sandbox/testing/wait-until'

const dataDir = mkdtempSync(path.join(tmpdir(), 'sandbox-restart-'))
const children: ChildProcess[] = []

async function launch(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/id360-sandbox/main.ts'], {
    env: {
      ...process.env,
      SANDBOX_PORT: '0',
      SANDBOX_DATA_DIR: dataDir,
      SANDBOX_CALLBACK_BACKOFF_MS: '50',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  expect(line).toMatch(/^sandbox listening on http:\/\/127\.0\.0\.1:\d+$/)
  return { child, api: apiCaller(line.replace('sandbox listening on ', '')) }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals) {
  const exited = once(child, 'exit')
  child.kill(signal)
  return exited
}

afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

it('keeps enrollments, tokens and undelivered callbacks when the process is killed', async () => {
  const down = await startCallbackReceiver(() => 503)
  const first = await launch()
  const token = await first.api.login()
  const enrollment = await first.api.create(token, {
    callback_endpoints: [{ url: down.url, on: [], headers: [{ name: 'x-secret', value: 'kept' }] }],
  })
  await first.api.control('POST', `/enrollments/${enrollment.id}/walk`, { outcome: 'KO' })
  await waitUntil(
    'every callback was refused once',
    () => new Set(down.received.map((one) => one.text)).size === 8,
  )
  await stop(first.child, 'SIGKILL')
  await down.close()

  const up = await startCallbackReceiver(() => 204, Number(new URL(down.url).port))
  try {
    const second = await launch()
    await waitUntil('every callback arrived', () => new Set(up.received.map((one) => one.text)).size === 8)
    expect(up.received.every(({ headers }) => headers['x-secret'] === 'kept')).toBe(true)
    const report = await second.api.call('GET', `/enrollment/${enrollment.id}/report`, { token })
    expect(report.body).toMatchObject({ status: 'KO' })
    await waitUntil('all are marked delivered', async () => {
      const { body } = await second.api.control('GET', '/deliveries')
      return (body as { delivered: number }).delivered === 8
    })
    const [code] = await stop(second.child, 'SIGTERM')
    expect(code).toBe(0)
  } finally {
    await up.close()
  }
})

it('refuses a wrong setting with one clear sentence', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/id360-sandbox/main.ts'], {
    env: { ...process.env, SANDBOX_PORT: 'eighty' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  children.push(child)
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const [code] = await once(child, 'close')
  expect(code).toBe(1)
  expect(said.trim()).toMatch(/^sandbox: SANDBOX_PORT: .+$/)
})
