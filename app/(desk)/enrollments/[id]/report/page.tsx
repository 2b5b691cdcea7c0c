import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { enrollmentTitle } from '../_header/enrollment-title'
import { readEnrollmentPage } from '../read-enrollment-page'
import { ReportContent } from './report-content'
import { ReportSkeleton } from './report-skeleton'

type Address = {
  params: Promise<{ id: string }>
  searchParams: Promise<{ compare?: string | string[] }>
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { enrollment } = await readEnrollmentPage((await params).id)
  const t = await getTranslations('report')
  const title = enrollmentTitle(enrollment)
  return { title: title ? `${t('metaTitle')} · ${title}` : t('metaTitle') }
}

export default async function ReportPage({ params, searchParams }: Address) {
  const { enrollment } = await readEnrollmentPage((await params).id)
  // Before anything is sent, so that the answer is a 403; the verb checks again.
  if (!enrollment.canSeeEvidence) forbidden()
  const { compare } = await searchParams
  return (
    <Suspense fallback={<ReportSkeleton />}>
      <ReportContent enrollmentId={enrollment.id} compare={typeof compare === 'string' ? compare : null} />
    </Suspense>
  )
}
