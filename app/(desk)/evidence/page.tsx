import { ShieldCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { cursorOf } from '@/app/_pager/cursor-text'
import { Pager } from '@/app/_pager/pager'
import { Card } from '@/app/_ui/card'
import { EmptyState } from '@/app/_ui/empty-state'
import { PageHeader } from '@/app/_ui/page-header'
import { countAtRisk } from '@/lib/evidence/count-at-risk'
import { listEvidenceAtRisk } from '@/lib/evidence/list-evidence-at-risk'
import { readLastVerification } from '@/lib/evidence/read-last-verification'
import { AtRiskTable } from './at-risk-table'
import { VerificationLine } from './verification-line'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('evidence.atRisk'))('title') }
}

/** Enrollments of which not all evidence is kept, what leaves ID360 soonest first. */
export default async function EvidenceAtRiskPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const ctx = await pageContext()
  const after = cursorOf((await searchParams).after)
  const last = after && { finishedAt: after.at, enrollmentId: after.id }
  const [{ rows, next }, { total, leavingSoon, left }, verification] = await orPageError(
    Promise.all([listEvidenceAtRisk(ctx, { after: last }), countAtRisk(ctx), readLastVerification(ctx)]),
  )
  const t = await getTranslations('evidence.atRisk')
  const state = [
    t('state', { count: total }),
    leavingSoon > 0 && t('stateSoon', { count: leavingSoon }),
    left > 0 && t('stateLeft', { count: left }),
  ]
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={t('title')} state={state.filter(Boolean).join(' ')} />
      <VerificationLine verification={verification} />
      <Card padded={false}>
        {rows.length === 0 ? (
          <EmptyState icon={<ShieldCheck size={28} aria-hidden />} title={t('empty')}>
            {t('emptyHint')}
          </EmptyState>
        ) : (
          <AtRiskTable rows={rows} now={ctx.clock()} />
        )}
      </Card>
      <Pager
        path="/evidence"
        after={after}
        next={next && { at: next.finishedAt, id: next.enrollmentId }}
        words={{ first: t('first'), next: t('next') }}
      />
    </div>
  )
}
