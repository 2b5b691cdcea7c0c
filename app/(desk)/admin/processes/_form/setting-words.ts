import { getTranslations } from 'next-intl/server'
import type { StaffContext } from '@/app/_auth/staff-context'
import { LETTERS } from './read-process-form'

/** What the setting ID360_NOTIFY_ON asks for, in words: "All", or "Verdict, Failure". */
export async function settingWords(ctx: StaffContext): Promise<string> {
  const t = await getTranslations('processes.notify')
  const asked = LETTERS.filter((letter) => ctx.settings.ID360_NOTIFY_ON.includes(letter))
  return asked.length === 0 ? t('all') : asked.map((letter) => t(letter)).join(', ')
}
