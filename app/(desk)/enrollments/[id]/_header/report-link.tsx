'use client'

import { FileText } from 'lucide-react'
import { useSelectedLayoutSegment } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/app/_ui/link-button'

/** The way to the report, until one is there. */
export function ReportLink({ enrollmentId }: { enrollmentId: string }) {
  const t = useTranslations('enrollment.actions')
  if (useSelectedLayoutSegment() === 'report') return null
  return (
    <LinkButton
      variant="primary"
      href={`/enrollments/${enrollmentId}/report`}
      icon={<FileText size={16} aria-hidden />}
    >
      {t('report')}
    </LinkButton>
  )
}
