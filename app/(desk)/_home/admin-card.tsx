import { CircleCheck, OctagonAlert } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Card } from '@/app/_ui/card'
import { Note } from '@/app/_ui/note'
import type { Home } from '@/lib/enrollments/read-home'
import { VerificationLine } from '../evidence/verification-line'

/** What has stopped and waits for an administrator, and whether the kept evidence was found sound. */
export function AdminCard({ verification, ...stopped }: NonNullable<Home['admin']>) {
  return (
    <>
      <StoppedCard {...stopped} />
      <VerificationLine verification={verification} />
    </>
  )
}

async function StoppedCard({ deadJobs, quarantined }: { deadJobs: number; quarantined: number }) {
  const t = await getTranslations('home.admin')
  if (deadJobs === 0 && quarantined === 0) {
    return (
      <Note tone="green" icon={<CircleCheck size={16} aria-hidden />}>
        {t('allWell')} <SystemLink label={t('system')} />
      </Note>
    )
  }
  return (
    <Card title={t('title')} aside={<SystemLink label={t('system')} />}>
      <dl className="tone-red grid grid-cols-[max-content_max-content_1fr] items-center gap-x-4 gap-y-2">
        {[
          { label: t('deadJobs'), count: deadJobs, href: '/admin/system' },
          { label: t('quarantined'), count: quarantined, href: '/callbacks' },
        ].map(({ label, count, href }) => (
          <div key={label} className="col-span-3 grid grid-cols-subgrid items-center">
            <dt>{label}</dt>
            <dd className="numbers flex items-center justify-end gap-1 font-semibold">
              {count > 0 && <OctagonAlert size={14} aria-hidden className="text-tone-ink" />}
              {count}
            </dd>
            <dd>
              {href && count > 0 && (
                <Link href={href} className="text-accent-ink hover:underline">
                  {t('inspect')}
                </Link>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function SystemLink({ label }: { label: string }) {
  return (
    <Link href="/admin/system" className="text-accent-ink hover:underline">
      {label}
    </Link>
  )
}
