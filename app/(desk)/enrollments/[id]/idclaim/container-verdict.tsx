import { CircleQuestionMark, Download, ShieldCheck, ShieldX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { buttonClasses } from '@/app/_ui/button-classes'
import { Card } from '@/app/_ui/card'
import { Mono } from '@/app/_ui/mono'
import { Note } from '@/app/_ui/note'
import { Time } from '@/app/_ui/time'
import type { CheckedIdclaim } from '@/lib/evidence/check-idclaim'
import { FileSize } from '../_keeping/file-size'
import { DefinitionList } from '../report/definition-list'
import { VERDICT_TONE } from './axis-tone'
import { RemarkList } from './remark-list'
import { SignatureAxes } from './signature-axes'

const ICON = {
  TOTAL_PASSED: ShieldCheck,
  INDETERMINATE: CircleQuestionMark,
  TOTAL_FAILED: ShieldX,
  NO_SIGNATURE_FOUND: ShieldX,
}

/** What the check establishes, in plain words: the verdict, then each signature's four axes and what speaks against it. */
export function ContainerVerdict({ checked, again }: { checked: CheckedIdclaim; again: ReactNode }) {
  const t = useTranslations('idclaim')
  const { container, signatures } = checked.report
  const { indication, subIndication } = container
  const Icon = ICON[indication]
  return (
    <Card
      title={t('verdict.title')}
      aside={
        <div data-print="hide" className="flex flex-wrap items-center gap-2">
          {again}
          {checked.canDownload && (
            <a
              href={`/api/evidence/${checked.evidenceId}`}
              download
              className={buttonClasses({ size: 'sm' })}
            >
              <Download size={14} aria-hidden />
              {t('verdict.download')}
            </a>
          )}
        </div>
      }
    >
      <div className="flex flex-col gap-4">
        <Note
          tone={VERDICT_TONE[indication]}
          icon={<Icon size={16} aria-hidden />}
          title={t(`verdict.${indication}`)}
        >
          {subIndication !== null && <p>{t(`verdict.sub.${subIndication}`)}</p>}
          <p className="text-sm">
            {t('verdict.words', { words: [indication, subIndication].filter(Boolean).join(' / ') })}
          </p>
        </Note>
        {signatures.map((signature) => (
          <div key={`${signature.file} ${signature.id}`} className="flex flex-col gap-2">
            <p className="font-medium wrap-anywhere">
              <span className="text-ink-faint">{t('signature.signer')}</span>{' '}
              {signature.signer?.subject ?? t('signature.noSigner')}
            </p>
            <SignatureAxes signature={signature} />
            {signature.problems.length > 0 && (
              <section>
                <h3 className="mb-1 font-medium">{t('signature.problems')}</h3>
                <RemarkList notes={signature.problems} />
              </section>
            )}
          </div>
        ))}
        <DefinitionList
          items={[
            { name: t('verdict.captured'), value: <Time at={checked.capturedAt} precision="second" /> },
            { name: t('verdict.size'), value: <FileSize bytes={container.size} /> },
            { name: t('verdict.sha256'), value: <Mono>{container.sha256}</Mono> },
          ]}
        />
      </div>
    </Card>
  )
}
