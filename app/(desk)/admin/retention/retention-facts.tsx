import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import { Note } from '@/app/_ui/note'
import { Time } from '@/app/_ui/time'
import type { RetentionView } from '@/lib/retention/read-retention'

/** What the next run erases, how the last one ended, and what no period ever reaches. */
export function RetentionFacts({ view }: { view: RetentionView }) {
  const t = useTranslations('retention')
  const { preview, lastRun, neverEnded, keptByLaw, filesToRemove, rewrittenAt, silentDays } = view
  const files = ({ count, more }: { count: number; more: boolean }) =>
    t(more ? 'facts.filesMore' : 'facts.files', { count })
  return (
    <>
      {filesToRemove.refused > 0 && (
        <Note tone="red" title={t('refused.title')}>
          {t('refused.explain', { count: filesToRemove.refused })}
        </Note>
      )}
      <Card title={t('facts.title')}>
        <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[minmax(14rem,auto)_1fr]">
          <Fact name={t('facts.nextPersonal')}>{files(preview.personal)}</Fact>
          <Fact name={t('facts.nextEvidence')}>{files(preview.evidence)}</Fact>
          <Fact name={t('facts.lastRun')}>
            {lastRun === null
              ? t('facts.never')
              : lastRun.finishedAt === null || lastRun.state !== 'done'
                ? t(lastRun.state === 'dead' ? 'facts.failed' : 'facts.running')
                : t.rich('facts.ended', { at: () => <Time at={lastRun.finishedAt ?? 0} /> })}
          </Fact>
          {filesToRemove.waiting > 0 && (
            <Fact name={t('facts.toRemove')}>{t('facts.pieces', { count: filesToRemove.waiting })}</Fact>
          )}
          {rewrittenAt !== null && (
            <Fact name={t('facts.rewriting')}>
              {t.rich('facts.rewritten', { at: () => <Time at={rewrittenAt} /> })}
            </Fact>
          )}
          <Fact name={t('facts.keptByLaw')}>{files(keptByLaw)}</Fact>
          <Fact name={t('facts.neverEnded', { days: silentDays })}>
            {files(neverEnded)} <span className="text-ink-faint">{t('facts.neverEndedHint')}</span>
          </Fact>
        </dl>
      </Card>
      <Card title={t('stays.title')}>
        <p className="max-w-prose text-ink-soft">{t('stays.explain')}</p>
        <p className="mt-2 max-w-prose text-ink-soft">
          {t.rich('stays.onRequest', {
            link: (words) => (
              <Link href="/admin/audit?action=erasure.requested" className="text-accent-ink underline">
                {words}
              </Link>
            ),
          })}
        </p>
      </Card>
    </>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
