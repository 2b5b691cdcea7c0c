import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { migrateStore } from '@/db/open-store'
import { seedDemo } from '@/lib/demo'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { ensureBuild } from '@/scripts/ensure-build'
import { fetchSandboxAnchors } from '@/scripts/fetch-sandbox-anchors'
import { freePort, runDesk, runSandbox } from '@/scripts/run-server'

/** One desk (production build) and one sandbox, on free ports and an empty folder, for the whole run. */
export default async function startServers() {
  await ensureBuild()
  const directory = mkdtempSync(path.join(os.tmpdir(), 'desk-e2e-'))
  const sandbox = await runSandbox({
    port: await freePort(),
    dataDir: path.join(directory, 'sandbox'),
    env: { SANDBOX_CALLBACK_BACKOFF_MS: '200' },
  })
  const port = await freePort()
  const env = {
    DATA_DIR: directory,
    ID360_BASE_URL: sandbox.url,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    LOG_LEVEL: 'warn',
    TRUST_ANCHORS_DIR: await fetchSandboxAnchors(sandbox.url, directory),
  }
  const settings = parseSettings(env)
  await migrateStore(settings.DATABASE_URL)
  const desk = openDesk(settings)
  await seedDemo(contextFor({ kind: 'system', name: 'demo' }, desk))
  await desk.close()
  const server = await runDesk({ port, env, output: 'inherit' })
  process.env.DESK_URL = server.url
  process.env.SANDBOX_URL = sandbox.url
  process.env.DESK_DATA_DIR = directory
  return async () => {
    await server.stop()
    await sandbox.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}
