'use server'

import { getTranslations } from 'next-intl/server'
import { staffAction } from '@/app/_actions/action-client'
import { verifyAuditOnce } from '@/lib/audit/verify-audit-once'

export type CheckedChain = { sound: boolean; title: string; words: string }

/** Checks the chain of the audit log, and says what was found in the reader's language. */
export const verifyAuditAction = staffAction.action(async ({ ctx }): Promise<CheckedChain> => {
  const { rows, hash, broken } = await verifyAuditOnce(ctx.desk)
  const t = await getTranslations('audit.check')
  if (broken === null) return { sound: true, title: '', words: t('sound', { count: rows, hash }) }
  const seq = String(broken.seq ?? '–')
  return {
    sound: false,
    title: t(`broken.${broken.what}`, { seq }),
    words: t('brokenHint', { count: rows, id: broken.id ?? '–' }),
  }
})
