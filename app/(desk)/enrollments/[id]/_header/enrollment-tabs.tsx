'use client'

import { useSelectedLayoutSegment } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Tabs } from '@/app/_ui/tabs'

/** The parts of an enrollment's page that this person may open. */
export function EnrollmentTabs({ enrollmentId, evidence }: { enrollmentId: string; evidence: boolean }) {
  const t = useTranslations('enrollment.tabs')
  const segment = useSelectedLayoutSegment()
  const base = `/enrollments/${enrollmentId}`
  const tabs = [
    { href: base, label: t('timeline'), current: segment === null },
    ...(evidence ? [{ href: `${base}/report`, label: t('report'), current: segment === 'report' }] : []),
    ...(evidence
      ? [{ href: `${base}/proof-slip`, label: t('proofSlip'), current: segment === 'proof-slip' }]
      : []),
    ...(evidence ? [{ href: `${base}/idclaim`, label: t('idclaim'), current: segment === 'idclaim' }] : []),
    ...(evidence
      ? [{ href: `${base}/documents`, label: t('documents'), current: segment === 'documents' }]
      : []),
  ]
  return <Tabs label={t('label')} tabs={tabs} />
}
