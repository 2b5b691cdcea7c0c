'use client'

import { useSelectedLayoutSegment } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
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
  const frame = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab has become the current one.
  useEffect(() => {
    // A narrow screen has room for three: the current one must be among them.
    const nav = frame.current?.querySelector('nav')
    const tab = nav?.querySelector<HTMLElement>('[aria-current=page]')
    if (nav && tab) nav.scrollLeft = tab.offsetLeft - (nav.clientWidth - tab.offsetWidth) / 2
  }, [segment])
  return (
    <div ref={frame} className="min-w-0 flex-1">
      <Tabs label={t('label')} tabs={tabs} />
    </div>
  )
}
