import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { orPageError } from '@/app/_errors/page-error'
import { readEvidence } from '@/lib/evidence/read-evidence'
import { enrollmentTitle } from '../_header/enrollment-title'
import { EvidenceAbsent, GivenUp, OnItsWay } from '../_keeping/evidence-absent'
import { readEnrollmentPage } from '../read-enrollment-page'
import { Documents } from './documents'

type Address = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { enrollment } = await readEnrollmentPage((await params).id)
  const t = await getTranslations('evidence.documents')
  const title = enrollmentTitle(enrollment)
  return { title: title ? `${t('metaTitle')} · ${title}` : t('metaTitle') }
}

export default async function DocumentsPage({ params }: Address) {
  const { ctx, enrollment } = await readEnrollmentPage((await params).id)
  // Before anything is sent, so that the answer is a 403; the verb checks again.
  if (!enrollment.canSeeEvidence) forbidden()
  const view = await orPageError(readEvidence(ctx, { enrollmentId: enrollment.id }))
  const { items, state, job } = view.kinds.document
  if (items.length === 0) return <EvidenceAbsent view={view} kind="document" />
  return (
    <div className="flex flex-col gap-4">
      {state === 'failed' && job && <GivenUp kind="document" job={job} canRetry={view.canRetry} />}
      {state === 'pending' && job && <OnItsWay kind="document" job={job} canRetry={view.canRetry} />}
      <Documents view={view} />
    </div>
  )
}
