import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Note } from '@/app/_ui/note'
import type { EvidenceItem } from '@/lib/evidence/find-evidence'
import { MASK } from '@/lib/evidence/mask'
import type { ReportView } from '@/lib/evidence/read-report'
import { explainKo } from '@/lib/report/explain-ko'
import { readChecks } from '@/lib/report/read-checks'
import { readDocuments } from '@/lib/report/read-documents'
import { readExternalMethods } from '@/lib/report/read-external-methods'
import { readIdentity } from '@/lib/report/read-identity'
import { readSteps } from '@/lib/report/read-steps'
import { readTopLevelKeys } from '@/lib/report/read-top-level-keys'
import { readVerdict } from '@/lib/report/read-verdict'
import { pickWords } from '@/lib/report/words/pick-words'
import { CheckedCard } from './_sections/checked-card'
import { ChecksCard } from './_sections/checks-card'
import { countResults, effectiveResult } from './_sections/count-results'
import { DocumentsCard } from './_sections/documents-card'
import { ExternalCard } from './_sections/external-card'
import { IdentityCard } from './_sections/identity-card'
import { ReasonsCard } from './_sections/reasons-card'
import { resultOfStatus } from './_sections/result-of-status'
import { StepsCard } from './_sections/steps-card'
import { UnknownKeysCard } from './_sections/unknown-keys-card'
import { ReportTree } from './_tree/report-tree'
import { TreeJumpProvider } from './_tree/tree-jump'
import { VersionsCard } from './_versions/versions-card'
import { ProofCard } from './proof-card'
import { VerdictCard } from './verdict-card'

/** The report as it was captured: the verdict, why, what it was made from; beside it the whole document. */
export function CapturedReport({
  enrollmentId,
  view,
  report,
  versions,
  comparedId,
  comparison,
}: {
  enrollmentId: string
  view: ReportView
  report: NonNullable<ReportView['report']>
  versions: readonly EvidenceItem[]
  /** The earlier capture that is compared with this one. */
  comparedId: string | null
  comparison: ReactNode
}) {
  const t = useTranslations('report.document')
  const tooLarge = report.value === null
  return (
    <TreeJumpProvider>
      <div className="grid grid-cols-1 items-start gap-4 rail:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] print:block">
        <div className="flex min-w-0 flex-col gap-4">
          <VerdictCard
            enrollmentId={enrollmentId}
            view={view}
            report={report}
            verdict={readVerdict(report.value)}
          />
          {versions.length > 1 && (
            <VersionsCard
              enrollmentId={enrollmentId}
              versions={versions}
              currentId={report.evidenceId}
              comparedId={comparedId}
            >
              {comparison}
            </VersionsCard>
          )}
          {tooLarge ? <Note>{t('tooLarge')}</Note> : <ReportSections value={report.value} />}
          <ProofCard report={report} />
        </div>
        {!tooLarge && <ReportTree text={JSON.stringify(report.value)} maskedText={MASK} />}
      </div>
    </TreeJumpProvider>
  )
}

/** Read and explained here, on the server: the browser gets sentences, not the explaining. */
function ReportSections({ value }: { value: unknown }) {
  const locale = useLocale()
  const language = locale === 'en' ? 'en' : 'fr'
  const words = pickWords(language)
  const reasons = explainKo(value, language)
  const identity = readIdentity(value)
  const checks = readChecks(value)
  const steps = readSteps(value)
  const documents = readDocuments(value)
  const external = readExternalMethods(value)
  const unknownKeys = readTopLevelKeys(value).filter(({ known }) => !known)
  return (
    <>
      {reasons.length > 0 ? (
        <ReasonsCard reasons={reasons} />
      ) : (
        <CheckedCard
          checks={countResults(checks.map(effectiveResult))}
          steps={countResults(steps.map(({ status }) => resultOfStatus(status)))}
          documents={countResults(documents.map(({ status }) => resultOfStatus(status)))}
        />
      )}
      {identity.length > 0 && <IdentityCard fields={identity} words={words} />}
      {checks.length > 0 && <ChecksCard checks={checks} words={words} />}
      {steps.length > 0 && <StepsCard steps={steps} words={words} />}
      {documents.length > 0 && <DocumentsCard documents={documents} words={words} />}
      {external.length > 0 && <ExternalCard methods={external} words={words} />}
      {unknownKeys.length > 0 && <UnknownKeysCard keys={unknownKeys} />}
    </>
  )
}
