import { useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import { LinkButton } from '@/app/_ui/link-button'
import type { AssistedObstacle } from '@/lib/assisted/assisted-view'

/** Why nothing can be done here, before anything is asked, and the way out. */
export function ObstacleNote({
  obstacle,
  enrollmentId,
}: {
  obstacle: AssistedObstacle
  enrollmentId: string
}) {
  const t = useTranslations('assisted.obstacles')
  return (
    <Card title={t(`${obstacle}.title`)}>
      <p className="max-w-prose text-ink-soft">{t(`${obstacle}.body`)}</p>
      <div className="mt-4">
        <LinkButton variant="primary" href={`/enrollments/${enrollmentId}`}>
          {t('toEnrollment')}
        </LinkButton>
      </div>
    </Card>
  )
}
