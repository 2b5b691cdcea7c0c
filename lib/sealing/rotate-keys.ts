import { type AuditEntry, writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { authorizeSystem } from '@/lib/staff/authorize'
import { countColumn, placeOf, resealColumn } from './reseal-column'
import { countEvidence, EVIDENCE_PLACE, resealEvidence } from './reseal-evidence'
import type { Resealed } from './resealed'
import { sealedColumns } from './sealed-columns'

export type Rotation = {
  /** Everything that was not under the active key could be opened. */
  ok: boolean
  activeKey: string
  /** How many values and files were sealed anew. */
  resealed: number
  /** How many could not be opened; `onProgress` named each. */
  unopened: number
  /** Evidence whose file is not there, or was not given by the disk this time. */
  missingFiles: number
  unreadableFiles: number
  /** What is under each key now, by place (`table.column`, `evidence`); `unknown`: under none of the keyring. */
  places: Record<string, { keys: Record<string, number>; unknown: number }>
  /** Keys that nothing is under any more: they can be taken out of DATA_KEYS. */
  removableKeys: string[]
}

/**
 * Seals anew, under the first key of DATA_KEYS, every sealed column and every file of evidence that is under another,
 * while the desk runs. It may be killed at any point and begun again: what is done is passed over by its first bytes.
 * Two at once do no harm. Every process of the desk must know the first key before. When it comes to its end, the audit
 * log says so: which key seals now, and how much was sealed anew.
 *
 * @throws DeskError FORBIDDEN for anyone but the desk itself
 */
export async function rotateKeys(
  ctx: Context,
  { onProgress = () => {} }: { onProgress?: (one: Resealed) => void } = {},
): Promise<Rotation> {
  authorizeSystem(ctx)
  const columns = sealedColumns(ctx.store.tables)
  let resealed = 0
  let unopened = 0
  for (const walk of [...columns.map((column) => resealColumn(ctx, column)), resealEvidence(ctx)]) {
    for await (const one of walk) {
      if (one.problem) unopened += 1
      else resealed += 1
      onProgress(one)
    }
  }
  const places: Rotation['places'] = {}
  for (const column of columns) places[placeOf(column)] = await countColumn(ctx, column)
  const { missing, unreadable, ...evidence } = await countEvidence(ctx)
  places[EVIDENCE_PLACE] = evidence
  const rotation = {
    ok: unopened === 0,
    activeKey: ctx.keys.active.id,
    resealed,
    unopened,
    missingFiles: missing,
    unreadableFiles: unreadable,
    places,
    removableKeys: unreadable > 0 ? [] : keysWithoutUse(ctx, places),
  }
  await ctx.store.tx((tx) => writeAudit(ctx, tx, auditEntry(rotation)))
  return rotation
}

const auditEntry = ({ activeKey, removableKeys, resealed, unopened, ...files }: Rotation): AuditEntry => ({
  action: 'desk.keys_rotated',
  targetKind: 'desk',
  targetId: 'desk',
  details: {
    activeKey,
    resealed,
    unopened,
    missingFiles: files.missingFiles,
    unreadableFiles: files.unreadableFiles,
    removableKeys: removableKeys.join(', '),
  },
})

function keysWithoutUse({ keys }: Context, places: Rotation['places']): string[] {
  const isUsed = (id: string) => Object.values(places).some((place) => (place.keys[id] ?? 0) > 0)
  return [...keys.byId.keys()].filter((id) => id !== keys.active.id && !isUsed(id))
}
