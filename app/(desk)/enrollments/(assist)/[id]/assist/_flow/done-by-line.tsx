import { useTranslations } from 'next-intl'
import { Time } from '@/app/_ui/time'
import type { DoneBy } from '@/lib/assisted/assisted-view'

/** Who did it, and when. */
export function DoneByLine({ by: { at, staff } }: { by: DoneBy }) {
  const t = useTranslations('assisted')
  return (
    <span className="text-sm text-ink-soft">
      {t.rich('doneBy', { name: staff.name, at: () => <Time at={at} /> })}
    </span>
  )
}
