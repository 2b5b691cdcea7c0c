import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { getFormatter, getTranslations } from 'next-intl/server'
import type { StaffContext } from '@/app/_auth/staff-context'
import { Card } from '@/app/_ui/card'
import { Note } from '@/app/_ui/note'
import { countAtRisk } from '@/lib/evidence/count-at-risk'

/** How much evidence is not kept yet, and how little time remains for some of it. */
export async function AtRiskCard({ ctx }: { ctx: StaffContext }) {
  const t = await getTranslations('evidence.tile')
  const format = await getFormatter()
  const { total, leavingSoon, left } = await countAtRisk(ctx)
  if (total === 0) {
    return (
      <Note tone="green" icon={<CircleCheck size={16} aria-hidden />}>
        {t('allWell')}
      </Note>
    )
  }
  const counts = [
    { label: t('total'), count: total, urgent: false },
    { label: t('soon'), count: leavingSoon, urgent: true },
    { label: t('left'), count: left, urgent: true },
  ]
  return (
    <Card
      title={t('title')}
      aside={
        <Link href="/evidence" className="text-sm text-accent-ink hover:underline">
          {t('see')}
        </Link>
      }
    >
      <dl className="tone-red grid grid-cols-[max-content_max-content] gap-x-6 gap-y-2">
        {counts.map(({ label, count, urgent }) => (
          <div key={label} className="col-span-2 grid grid-cols-subgrid">
            <dt>{label}</dt>
            <dd className={`numbers text-right font-semibold ${urgent && count > 0 ? 'text-tone-ink' : ''}`}>
              {format.number(count)}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
