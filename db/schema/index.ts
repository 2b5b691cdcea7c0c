import type { Kit } from '../kit'
import { assistedTables } from './assisted'
import { auditTables } from './audit'
import { callbackTables } from './callback'
import { enrollmentTables } from './enrollment'
import { evidenceTables } from './evidence'
import { jobTables } from './job'
import { processTables } from './process'
import { protectionTables } from './protection'
import { staffTables } from './staff'
import { usageTables } from './usage'

/** Every table of the desk, written once, made for one engine by its kit. */
export function schema(kit: Kit) {
  const staff = staffTables(kit)
  const process = processTables(kit)
  const enrollment = enrollmentTables(kit, staff, process)
  return {
    ...staff,
    ...process,
    ...enrollment,
    ...callbackTables(kit, enrollment),
    ...evidenceTables(kit, enrollment),
    ...assistedTables(kit, enrollment),
    ...usageTables(kit),
    ...jobTables(kit),
    ...auditTables(kit),
    ...protectionTables(kit),
  }
}

export type Tables = ReturnType<typeof schema>
