import { useFormatter, useTranslations } from 'next-intl'

/** "The 3 people without a limit, and Ada, Grace": a sentence, because both belong together. */
export function WhoMayUse({ names, unlimitedStaff }: { names: readonly string[]; unlimitedStaff: number }) {
  const t = useTranslations('groups')
  const format = useFormatter()
  const everyone = t('everyone', { count: unlimitedStaff })
  return names.length === 0
    ? everyone
    : t('limited', { everyone, names: format.list(names, { type: 'unit' }) })
}
