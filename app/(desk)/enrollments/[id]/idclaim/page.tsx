import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { Messages } from '@/app/_ui/messages'
import { enrollmentTitle } from '../_header/enrollment-title'
import { readEnrollmentPage } from '../read-enrollment-page'
import { ReportSkeleton } from '../report/report-skeleton'
import { IdclaimContent } from './idclaim-content'

type Address = {
  params: Promise<{ id: string }>
  searchParams: Promise<{ version?: string | string[] }>
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { enrollment } = await readEnrollmentPage((await params).id)
  const t = await getTranslations('idclaim')
  const title = enrollmentTitle(enrollment)
  return { title: title ? `${t('metaTitle')} · ${title}` : t('metaTitle') }
}

export default async function IdclaimPage({ params, searchParams }: Address) {
  const { enrollment } = await readEnrollmentPage((await params).id)
  // Before anything is sent, so that the answer is a 403; the verb checks again.
  if (!enrollment.canSeeEvidence) forbidden()
  const { version } = await searchParams
  return (
    <Messages namespaces={['idclaim', 'evidence', 'report', 'errors']}>
      <Suspense fallback={<ReportSkeleton />}>
        <IdclaimContent enrollmentId={enrollment.id} version={typeof version === 'string' ? version : null} />
      </Suspense>
    </Messages>
  )
}
