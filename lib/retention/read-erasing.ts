import type { Context } from '@/lib/context'
import { readDeskSetting } from '@/lib/desk-setting'
import { authorize } from '@/lib/staff/authorize'

/** What somebody who erases must know beforehand: what the law keeps here, and how long ID360 keeps its own, in days. */
export type Erasing = { evidenceByLawDays: number | null; id360Days: number }

/** @throws DeskError SIGNED_OUT, FORBIDDEN (personal.erase) */
export async function readErasing(ctx: Context): Promise<Erasing> {
  authorize(ctx, 'personal.erase')
  const { value } = await readDeskSetting(ctx, 'retention')
  return { evidenceByLawDays: value.evidenceByLawDays, id360Days: ctx.settings.ID360_RETENTION_DAYS }
}
