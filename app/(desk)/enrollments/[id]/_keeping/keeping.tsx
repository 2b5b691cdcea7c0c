import { getFormatter, getTranslations } from 'next-intl/server'
import { orPageError } from '@/app/_errors/page-error'
import { classNames } from '@/app/_ui/class-names'
import { type EvidenceKindView, readEvidence } from '@/lib/evidence/read-evidence'
import { readEnrollmentPage } from '../read-enrollment-page'
import { daysLeft } from './days-left'
import { FetchAgain } from './fetch-again'
import { KindBadge } from './kind-badge'
import { kindState } from './kind-state'

const KINDS = ['report', 'proof_slip', 'idclaim', 'document'] as const

/** What is kept of an enrollment's evidence, what is not, and how long ID360 still has it. Nothing before a verdict. */
export async function Keeping({ enrollmentId }: { enrollmentId: string }) {
  const { ctx, enrollment } = await readEnrollmentPage(enrollmentId)
  if (enrollment.status !== 'OK' && enrollment.status !== 'KO') return null
  const view = await orPageError(readEvidence(ctx, { enrollmentId }))
  // What was erased is said above; what the law keeps has its tabs.
  if (view.erasedAt !== null) return null
  const t = await getTranslations('evidence')
  const format = await getFormatter()
  const stands = KINDS.map((kind) => ({
    one: view.kinds[kind],
    state: kindState(view.kinds[kind], view.status, enrollment.process.makesIdclaim),
  }))
  const whole = stands.every(({ state }) => ['captured', 'notMade', 'koMakesNone'].includes(state))
  const leaves = view.leavesAt
  const date = leaves === null ? '' : format.dateTime(leaves, { dateStyle: 'long' })
  return (
    <section
      aria-label={t('keeping.title')}
      data-print="hide"
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface px-4 py-3"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 className="font-semibold">{t('keeping.title')}</h2>
        <p className="text-sm text-ink-soft">
          {whole ? t('keeping.allKept') : t(view.hasLeft ? 'keeping.lost' : 'keeping.someMissing')}
          {leaves !== null && (
            <>
              {' · '}
              <time
                dateTime={new Date(leaves).toISOString()}
                title={t('keeping.leavesAt', { date })}
                className={classNames(!whole && 'tone-red font-semibold text-tone-ink')}
              >
                {view.hasLeft
                  ? t('keeping.left', { date })
                  : t('keeping.leavesIn', { days: daysLeft(leaves, ctx.clock()) })}
              </time>
            </>
          )}
        </p>
      </div>
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {stands.map(({ one, state }) => (
          <li key={one.kind} className="flex flex-wrap items-center gap-2">
            {/* No link: the tabs below lead there, under the same names. */}
            <span className="text-sm">{t(`kind.${one.kind}`)}</span>
            <KindBadge state={state} />
            {view.canRetry && (
              <Retry view={one} state={state} enrollmentId={enrollmentId} left={view.hasLeft} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was given up is tried again; what is damaged or was never asked for is asked for while ID360 has it. */
async function Retry({
  view: { kind, job },
  state,
  enrollmentId,
  left,
}: {
  view: EvidenceKindView
  state: ReturnType<typeof kindState>
  enrollmentId: string
  left: boolean
}) {
  const t = await getTranslations('evidence')
  const name = t(`kind.${kind}`)
  if (job?.state === 'dead' && (state === 'failed' || state === 'damaged')) {
    return <FetchAgain asked={{ jobId: job.id }} label={t('keeping.retry', { kind: name })} />
  }
  const waits = job !== null && (job.state === 'ready' || job.state === 'leased')
  if (left || waits || (state !== 'damaged' && state !== 'none')) return null
  const label = t(state === 'none' ? 'keeping.fetch' : 'keeping.fetchAgain', { kind: name })
  return <FetchAgain asked={{ enrollmentId, kind }} label={label} />
}
