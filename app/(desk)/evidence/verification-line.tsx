import { CircleDashed, ShieldCheck, ShieldX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Note } from '@/app/_ui/note'
import { Time } from '@/app/_ui/time'
import type { LastVerification } from '@/lib/evidence/read-last-verification'

/** When the kept evidence was last read again as a whole, how much of it, and what of it is damaged. */
export function VerificationLine({ verification }: { verification: LastVerification }) {
  const t = useTranslations('evidence.verification')
  const { last, job, everyHours } = verification
  const gaveUp = job?.state === 'dead' && (last === null || (job.finishedAt ?? 0) > last.finishedAt)
  const notes = [
    gaveUp && t('gaveUp'),
    job?.state === 'leased' && t('running'),
    everyHours === 0 && t('never'),
  ].filter((note) => note !== false)
  if (last === null) {
    return (
      <Note tone={gaveUp ? 'red' : 'amber'} icon={<CircleDashed size={16} aria-hidden />}>
        {[t('none'), ...notes].join(' ')}
      </Note>
    )
  }
  const { summary, finishedAt } = last
  const { evidence, damaged, missing, unreadable } = summary
  const found = [
    damaged > 0 && t('damaged', { count: damaged }),
    missing > 0 && t('missing', { count: missing }),
    unreadable > 0 && t('unreadable', { count: unreadable }),
  ].filter((count) => count !== false)
  const Icon = found.length > 0 ? ShieldX : ShieldCheck
  return (
    <Note
      tone={found.length > 0 || gaveUp ? 'red' : 'green'}
      icon={<Icon size={16} aria-hidden />}
      title={found.length > 0 ? found.join(' ') : undefined}
    >
      {t.rich(found.length > 0 ? 'at' : 'sound', { count: evidence, at: () => <Time at={finishedAt} /> })}{' '}
      {notes.join(' ')}
    </Note>
  )
}
