import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { LinkButton } from '@/app/_ui/link-button'
import { Mono } from '@/app/_ui/mono'
import { Time } from '@/app/_ui/time'
import type { EvidenceItem } from '@/lib/evidence/find-evidence'

/** The captures that are kept, the current one first, each with the way to look at it. Nothing when there is but one. */
export function IdclaimVersions({
  enrollmentId,
  versions,
  shownId,
}: {
  enrollmentId: string
  versions: readonly EvidenceItem[]
  shownId: string
}) {
  const t = useTranslations('idclaim.versions')
  const [current] = versions
  if (versions.length < 2 || !current) return null
  const page = `/enrollments/${enrollmentId}/idclaim`
  return (
    <Card
      title={t('title')}
      aside={<span className="text-sm text-ink-faint">{t('count', { count: versions.length })}</span>}
      padded={false}
    >
      <p className="px-4 pt-3 text-sm text-ink-soft">{t('hint')}</p>
      <ul className="divide-y divide-line">
        {versions.map(({ id, capturedAt, sha256, state }) => (
          <li
            key={id}
            aria-current={id === shownId || undefined}
            className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2"
          >
            <Time at={capturedAt} precision="second" />
            <Mono className="text-ink-faint">{sha256.slice(0, 12)}</Mono>
            {id === current.id && <Badge tone="blue">{t('current')}</Badge>}
            {state === 'damaged' && <Badge tone="red">{t('damaged')}</Badge>}
            {state === 'wrong_type' && <Badge tone="orange">{t('wrongType')}</Badge>}
            <span data-print="hide" className="ml-auto">
              {id === shownId ? (
                <span className="text-sm text-ink-faint">{t('shown')}</span>
              ) : (
                <LinkButton
                  size="sm"
                  scroll={false}
                  href={id === current.id ? page : `${page}?version=${id}`}
                >
                  {t('show')}
                </LinkButton>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
