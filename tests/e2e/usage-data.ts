import path from 'node:path'
import Database from 'better-sqlite3'
import { contextFor, openDesk } from '@/lib/desk'
import { startOfDay } from '@/lib/enrollments/zoned-days'
import { parseSettings } from '@/lib/env'
import { newId } from '@/lib/new-id'
import { createGroup } from '@/lib/processes/create-group'
import { fictionalEnrollments } from '../bench/fictional-enrollments'
import { storeEnrollments } from '../fixtures/store-enrollments'

/** A name that a spreadsheet would run, that a CSV must quote, and that no code page of a machine knows. */
export const HOSTILE_GROUP = '=Guichet; "été" 🦊'

/** Long before anything else in this desk, so that no other test moves the figures. The first is the busy one. */
export const MONTH = '2019-03'
const LAST_DAY = Date.UTC(2019, 2, 31, 12)
const COUNT = 700

/** How many enrollments the group with the hostile name has in the current month. */
export const USED_NOW = 4

/** Two years of enrollments that end with March 2019, written into the desk that is running. */
export async function addUsage(): Promise<void> {
  const desk = openDesk(parseSettings({ DATA_DIR: process.env.DESK_DATA_DIR, LOG_LEVEL: 'silent' }))
  const system = contextFor({ kind: 'system', name: 'test' }, desk)
  const { usageGroup, process: processTable, staff } = desk.store.tables
  const known = await desk.store.read.select({ name: usageGroup.name }).from(usageGroup)
  // The second try of a failed test starts here again.
  if (known.some(({ name }) => name === HOSTILE_GROUP)) return desk.close()
  const idsOf = (table: typeof usageGroup | typeof processTable | typeof staff) =>
    desk.store.read.select({ id: table.id }).from(table)
  const hostile = await createGroup(system, { name: HOSTILE_GROUP })
  const groups = (await idsOf(usageGroup)).map(({ id }) => id).filter((id) => id !== hostile)
  const past = [
    ...fictionalEnrollments({
      count: COUNT,
      now: LAST_DAY,
      seed: 5,
      staffIds: (await idsOf(staff)).map(({ id }) => id),
      processIds: (await idsOf(processTable)).map(({ id }) => id).slice(0, 3),
      groupIds: [hostile, ...groups.slice(0, 2)],
    }),
  ]
  const now = Date.now()
  const today = past.slice(0, USED_NOW).map((one, index) => ({
    ...one,
    id: newId(),
    groupId: hostile,
    status: 'OK' as const,
    confirmation: 'confirmed' as const,
    createdAt: now - 1000 * (index + 1),
    startedAt: now,
    finishedAt: now,
    lastNewsAt: now,
  }))
  // Without an id at ID360 the desk does not ask about those that are silent: the figures stand still.
  await storeEnrollments(
    { store: desk.store, system },
    [...past, ...today].map((one) => ({ ...one, id360Id: null })),
  )
  await desk.close()
}

export type StoredEnrollment = {
  id: string
  status: string
  groupName: string | null
  processName: string
  startedAt: number | null
  retry: number
  hasIdclaim: number
  lastName: string | null
}

const ZONE = 'Europe/Paris'

/** What the database holds of a month (yyyy-mm), without those that never came to be; by a query of its own. */
export function storedIn(month: string): StoredEnrollment[] {
  const file = path.join(String(process.env.DESK_DATA_DIR), 'desk.sqlite')
  const database = new Database(file, { readonly: true })
  const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1))
    .toISOString()
    .slice(0, 10)
  const rows = database
    .prepare(
      `select e.id, e.status, g.name as groupName, p.name as processName, e.started_at as startedAt, e.retry,
        e.has_idclaim as hasIdclaim, e.last_name as lastName
      from enrollment e left join usage_group g on g.id = e.group_id join process p on p.id = e.process_id
      where e.created_at >= ? and e.created_at < ? and e.status <> 'NOT_CREATED'`,
    )
    .all(startOfDay(`${month}-01`, ZONE), startOfDay(next, ZONE)) as StoredEnrollment[]
  database.close()
  return rows
}

/** How many exports the desk knows of. */
export function exportCount(): number {
  const database = new Database(path.join(String(process.env.DESK_DATA_DIR), 'desk.sqlite'), {
    readonly: true,
  })
  const { n } = database.prepare('select count(*) as n from usage_export').get() as { n: number }
  database.close()
  return n
}
