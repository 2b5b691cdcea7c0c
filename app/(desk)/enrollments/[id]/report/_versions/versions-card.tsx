import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { LinkButton } from '@/app/_ui/link-button'
import { Mono } from '@/app/_ui/mono'
import { Time } from '@/app/_ui/time'
import type { EvidenceItem } from '@/lib/evidence/find-evidence'

/** The captures that are kept, the current one first, and what changed since one of them. */
export function VersionsCard({
  enrollmentId,
  versions,
  currentId,
  comparedId,
  children,
}: {
  enrollmentId: string
  versions: readonly EvidenceItem[]
  currentId: string
  comparedId: string | null
  /** What changed since the compared one. */
  children: ReactNode
}) {
  const t = useTranslations('report.versions')
  const page = `/enrollments/${enrollmentId}/report`
  return (
    <Card
      title={t('title')}
      aside={<span className="text-sm text-ink-faint">{t('count', { count: versions.length })}</span>}
      padded={false}
    >
      <p className="px-4 pt-3 text-sm text-ink-soft">{t('hint')}</p>
      <ul className="divide-y divide-line">
        {versions.map(({ id, capturedAt, sha256, state }) => (
          <li key={id} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <Time at={capturedAt} precision="second" />
            <Mono className="text-ink-faint">{sha256.slice(0, 12)}</Mono>
            {id === currentId && <Badge tone="blue">{t('current')}</Badge>}
            {state === 'damaged' && <Badge tone="red">{t('damaged')}</Badge>}
            {id !== currentId && state !== 'damaged' && (
              <span data-print="hide" className="ml-auto">
                {id === comparedId ? (
                  <LinkButton size="sm" scroll={false} href={page}>
                    {t('close')}
                  </LinkButton>
                ) : (
                  <LinkButton size="sm" scroll={false} href={`${page}?compare=${id}`}>
                    {t('compare')}
                  </LinkButton>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
      {children && <div className="border-t border-line">{children}</div>}
    </Card>
  )
}
