import type { useTranslations } from 'next-intl'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'

/** What a step is called: ours when its name is known ("Liveness 2" for `liveness$1`), else as ID360 wrote it. */
export function stepLabel(t: ReturnType<typeof useTranslations<'enrollment.step'>>, name: string): string {
  const [base = name, occurrence] = name.split('$')
  const label = dynamicMessage(t, `name.${base}`)
  if (label === null) return name
  const place = Number(occurrence)
  return Number.isInteger(place) && place > 0 ? t('again', { label, place: place + 1 }) : label
}
