import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { migrateSqlite } from '@/db/open-sqlite'
import { seedDemo } from '@/lib/demo'
import { contextFor, type Desk, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { createGroup } from '@/lib/processes/create-group'
import { createStaff } from '@/lib/staff/create-staff'
import { ensureRollup } from '@/lib/usage/rebuild-rollup'
import { fillEnrollments } from './fill-enrollments'

export type FilledDesk = {
  /** Its clock stands still at `now`. */
  desk: Desk
  processIds: string[]
  groupIds: string[]
  close(): Promise<void>
}

const say = (text: string) => process.stderr.write(`${text}\n`)

/**
 * A desk with `count` enrollments of fictional people over the two years before `now`, in more than twenty groups and all
 * processes of the demo, with its figures. `keepIn`: the folder in which it is filled once and used again; without it
 * `close` removes it. `searchable`: with search terms, which take most of the time and the room.
 */
export async function filledDesk(
  count: number,
  { now, keepIn, searchable = true }: { now: number; keepIn?: string; searchable?: boolean },
): Promise<FilledDesk> {
  const directory = keepIn
    ? path.join(keepIn, `${count}${searchable ? '' : '-unsearchable'}`)
    : mkdtempSync(path.join(os.tmpdir(), 'desk-filled-'))
  const settings = parseSettings({ DATA_DIR: directory, LOG_LEVEL: 'error' })
  const file = settings.DATABASE_URL.replace('file:', '')
  migrateSqlite(file)
  const { filled, ...ids } = await prepare(openDesk(settings))
  const begun = Date.now()
  const progress = (what: string) => say(`${((Date.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${what}`)
  if (!filled) fillEnrollments(file, { count, now, seed: 360, searchable, ...ids }, progress)
  const desk = { ...openDesk(settings), clock: () => now }
  if (await ensureRollup(contextFor({ kind: 'system', name: 'bench' }, desk))) progress('figures')
  return {
    desk,
    processIds: ids.processIds,
    groupIds: ids.groupIds,
    async close() {
      await desk.close()
      if (!keepIn) rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** People, groups and processes; whether the desk has enrollments already. */
async function prepare(desk: Desk) {
  const system = contextFor({ kind: 'system', name: 'bench' }, desk)
  const { staff, process, usageGroup, enrollment } = desk.store.tables
  const filled = (await desk.store.read.select({ id: enrollment.id }).from(enrollment).limit(1)).length > 0
  await seedDemo(system)
  for (let number = 1; number <= 27 && !filled; number++)
    await createGroup(system, { name: `Agence ${number}` })
  for (let number = 1; number <= 8 && !filled; number++) {
    const email = `agent${number}@desk.example`
    await createStaff(system, { email, name: `Agent ${number}`, password: 'password', roles: ['support'] })
  }
  const agents = (await desk.store.read.select().from(staff)).filter(({ roles }) => roles.includes('support'))
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id)
  const found = {
    filled,
    staffIds: idsOf(agents),
    processIds: idsOf(await desk.store.read.select().from(process)),
    groupIds: idsOf(await desk.store.read.select().from(usageGroup)),
  }
  await desk.close()
  return found
}
