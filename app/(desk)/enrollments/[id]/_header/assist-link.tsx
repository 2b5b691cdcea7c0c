import { HandHelping } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonClasses } from '@/app/_ui/button-classes'

/**
 * The way to the guided page. No soft navigation: the camera is allowed at that address alone, and a browser asks the
 * address at which the tab was loaded.
 */
export function AssistLink({
  enrollmentId,
  offer,
  primary,
}: {
  enrollmentId: string
  offer: 'begin' | 'goOn'
  /** The one primary action of the page. */
  primary: boolean
}) {
  const t = useTranslations('enrollment.actions')
  return (
    <a
      href={`/enrollments/${enrollmentId}/assist`}
      className={buttonClasses({ variant: primary ? 'primary' : 'secondary' })}
    >
      <HandHelping size={16} aria-hidden />
      {t(`assist.${offer}`)}
    </a>
  )
}
