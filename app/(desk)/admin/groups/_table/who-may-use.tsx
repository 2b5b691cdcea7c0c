import { useFormatter, useTranslations } from 'next-intl'

/** "The 3 people without a limit, and Ada, Grace": a sentence, because both belong together. */
export function WhoMayUse({
  names,
  otherStaff,
  unlimitedStaff,
}: {
  names: readonly string[]
  /** How many more there are whose names are not this administrator's to know. */
  otherStaff: number
  unlimitedStaff: number
}) {
  const t = useTranslations('groups')
  const format = useFormatter()
  const everyone = t('everyone', { count: unlimitedStaff })
  const limited = otherStaff === 0 ? names : [...names, t('others', { count: otherStaff })]
  return limited.length === 0
    ? everyone
    : t('limited', { everyone, names: format.list(limited, { type: 'unit' }) })
}
