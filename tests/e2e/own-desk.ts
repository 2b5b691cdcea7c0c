import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { migrateStore } from '@/db/open-store'
import { seedDemo } from '@/lib/demo'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { freePort, runDesk } from '@/scripts/run-server'

/**
 * A built desk with an empty database of its own (and the demo's staff), in front of the run's sandbox: what is done to
 * it concerns no other test. `prepare`: before its server starts; `distDir`: another build than the run's.
 */
export async function startOwnDesk<Prepared = void>({
  name,
  port: given,
  settings: more = {},
  demo = true,
  distDir,
  prepare,
}: {
  /** Of its folder. */
  name: string
  port?: number
  settings?: Record<string, string>
  demo?: boolean
  distDir?: string
  prepare?: (system: ReturnType<typeof contextFor>) => Promise<Prepared>
}) {
  const directory = mkdtempSync(path.join(os.tmpdir(), `desk-${name}-`))
  const port = given ?? (await freePort())
  const env = {
    DATA_DIR: directory,
    DATABASE_URL: `file:${path.join(directory, 'desk.sqlite')}`,
    ID360_BASE_URL: process.env.SANDBOX_URL ?? '',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    LOG_LEVEL: 'error',
    ...more,
  }
  const settings = parseSettings(env)
  await migrateStore(settings.DATABASE_URL)
  const desk = openDesk(settings)
  const system = contextFor({ kind: 'system', name: 'test' }, desk)
  if (demo) await seedDemo(system)
  const prepared = (await prepare?.(system)) as Prepared
  const serverEnv = distDir === undefined ? env : { ...env, NEXT_DIST_DIR: distDir }
  const server = await runDesk({ port, env: serverEnv, output: 'inherit' })
  return {
    url: server.url,
    directory,
    desk,
    system,
    prepared,
    async stop() {
      await server.stop()
      await desk.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
