import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { migrateStore } from '@/db/open-store'
import type { StaffActor } from '@/lib/context'
import { seedDemo } from '@/lib/demo'
import { contextFor, type Desk, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'

export type BenchDesk = {
  /** The same database as the served desk's, opened in this process. */
  desk: Desk
  env: Record<string, string>
  directory: string
  support: StaffActor
  processId: string
  close(): Promise<void>
}

/** A migrated desk with demo staff in a folder of its own; `env` is what the served one is to be started with. */
export async function openBenchDesk(extra: Record<string, string>): Promise<BenchDesk> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'desk-bench-'))
  const env = { DATA_DIR: directory, LOG_LEVEL: 'error', ...extra }
  const settings = parseSettings(env)
  await migrateStore(settings.DATABASE_URL)
  const desk = openDesk(settings)
  await seedDemo(contextFor({ kind: 'system', name: 'bench' }, desk))
  const { staff, process } = desk.store.tables
  const people = await desk.store.read.select().from(staff)
  const agent = people.find(({ roles }) => roles.includes('support'))
  const [journey] = await desk.store.read.select().from(process).orderBy(process.id360Uuid).limit(1)
  if (!agent || !journey) throw new Error('the demo seed is empty')
  const { id, name, email, roles, groupIds, language, theme } = agent
  return {
    desk,
    env,
    directory,
    support: { kind: 'staff', id, name, email, roles, groupIds, language, theme, sessionId: 'bench' },
    processId: journey.id,
    async close() {
      await desk.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
