import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { orPageError } from '@/app/_errors/page-error'
import { readEvidence } from '@/lib/evidence/read-evidence'
import { enrollmentTitle } from '../_header/enrollment-title'
import { EvidenceAbsent, GivenUp } from '../_keeping/evidence-absent'
import { readEnrollmentPage } from '../read-enrollment-page'
import { ProofSlip } from './proof-slip'

type Address = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { enrollment } = await readEnrollmentPage((await params).id)
  const t = await getTranslations('evidence.slip')
  const title = enrollmentTitle(enrollment)
  return { title: title ? `${t('metaTitle')} · ${title}` : t('metaTitle') }
}

export default async function ProofSlipPage({ params }: Address) {
  const { ctx, enrollment } = await readEnrollmentPage((await params).id)
  // Before anything is sent, so that the answer is a 403; the verb checks again.
  if (!enrollment.canSeeEvidence) forbidden()
  const view = await orPageError(readEvidence(ctx, { enrollmentId: enrollment.id }))
  const { items, state, job } = view.kinds.proof_slip
  const [slip] = items
  if (!slip) return <EvidenceAbsent view={view} kind="proof_slip" />
  return (
    <>
      {state === 'failed' && job && <GivenUp kind="proof_slip" job={job} canRetry={view.canRetry} />}
      <ProofSlip slip={slip} view={view} />
    </>
  )
}
