import { inArray } from 'drizzle-orm'
import type { Tables } from '@/db/schema'
import type { Context, StaffActor } from '@/lib/context'
import { seesGroup } from '@/lib/staff/authorize'
import type { AuditContent } from './hash-audit-row'

type AuditRow = Tables['audit']['$inferSelect']

export type ShownAuditRow = {
  id: string
  at: number
  action: string
  /** `name`: of a member of staff; null when nobody has that id any more, and for what is no person. */
  actor: { kind: AuditRow['actorKind']; id: string | null; name: string | null }
  /** `name`: of staff, a group or a process. */
  target: { kind: string; id: string; name: string | null; exists: boolean } | null
  details: AuditContent['details'] | null
  /** What the ids in the details are called: groups (those the reader is in), processes. */
  names: Record<string, string>
  seq: number | null
  previousHash: string | null
  hash: string | null
}

/** The rows with names beside ids. `target` and `details` are null where the target is of a group the actor is not in. */
export async function nameAuditRows(
  ctx: Context,
  actor: StaffActor,
  rows: readonly AuditRow[],
): Promise<ShownAuditRow[]> {
  const { staff, usageGroup, process, enrollment } = ctx.store.tables
  const db = ctx.store.read
  const idsOf = (kind: string) => [
    ...new Set(rows.filter(({ targetKind }) => targetKind === kind).map(({ targetId }) => targetId)),
  ]
  /** Ids in the details stand alone or as lists. */
  const toldOf = (told: RegExp) => rows.flatMap(({ details }) => idsIn(details, told))
  const people = [
    ...new Set([...idsOf('staff'), ...rows.flatMap(({ actorId }) => (actorId === null ? [] : [actorId]))]),
  ]
  const [staffNames, groupNames, processNames, groupOf] = await Promise.all([
    db.select({ id: staff.id, name: staff.name }).from(staff).where(inArray(staff.id, people)).then(byId),
    db
      .select({ id: usageGroup.id, name: usageGroup.name })
      .from(usageGroup)
      .where(inArray(usageGroup.id, [...new Set([...idsOf('group'), ...toldOf(GROUPS)])]))
      .then(byId),
    db
      .select({ id: process.id, name: process.name })
      .from(process)
      .where(inArray(process.id, [...new Set([...idsOf('process'), ...toldOf(PROCESSES)])]))
      .then(byId),
    db
      .select({ id: enrollment.id, name: enrollment.groupId })
      .from(enrollment)
      .where(inArray(enrollment.id, idsOf('enrollment')))
      .then(byId),
  ])
  const names: Record<string, Map<string, string>> = {
    staff: staffNames,
    group: groupNames,
    process: processNames,
  }
  /** What is not there any more is of no group that one could be in. */
  const sees = ({ targetKind, targetId }: AuditRow) => {
    if (actor.groupIds === null) return true
    if (targetKind === 'enrollment') return seesGroup(actor, groupOf.get(targetId) ?? '')
    if (targetKind === 'group') return seesGroup(actor, targetId)
    return targetKind === 'staff' ? targetId === actor.id : targetKind === 'process'
  }
  return rows.map((row) => {
    const seen = sees(row)
    const name = names[row.targetKind]?.get(row.targetId) ?? null
    const exists = name !== null || groupOf.has(row.targetId)
    return {
      id: row.id,
      at: row.at,
      action: row.action,
      actor: {
        kind: row.actorKind,
        id: row.actorId,
        name: row.actorId === null ? null : (staffNames.get(row.actorId) ?? null),
      },
      target: seen ? { kind: row.targetKind, id: row.targetId, name, exists } : null,
      details: seen ? row.details : null,
      names: seen
        ? {
            ...namesOf(
              groupNames,
              idsIn(row.details, GROUPS).filter((id) => seesGroup(actor, id)),
            ),
            ...namesOf(processNames, idsIn(row.details, PROCESSES)),
          }
        : {},
      seq: row.seq,
      previousHash: row.previousHash,
      hash: row.hash,
    }
  })
}

const GROUPS = /^(groups|groupsBefore|groupId|defaultGroupId(\.before|\.after)?)$/
const PROCESSES = /^processId$/

const idsIn = (details: AuditContent['details'], told: RegExp): string[] =>
  Object.entries(details).flatMap(([key, value]) =>
    typeof value === 'string' && told.test(key) ? value.split(/[ ,]+/).filter((id) => id !== '') : [],
  )

const namesOf = (names: Map<string, string>, ids: readonly string[]) =>
  Object.fromEntries(ids.flatMap((id) => (names.has(id) ? [[id, names.get(id) ?? id]] : [])))

const byId = (rows: { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]))
