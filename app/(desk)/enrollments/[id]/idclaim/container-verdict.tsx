import { Download } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { buttonClasses } from '@/app/_ui/button-classes'
import { Card } from '@/app/_ui/card'
import { Mono } from '@/app/_ui/mono'
import { Note } from '@/app/_ui/note'
import { Time } from '@/app/_ui/time'
import type { CheckedIdclaim } from '@/lib/evidence/check-idclaim'
import { DefinitionList } from '../report/definition-list'
import { VERDICT_TONE } from './axis-tone'
import { SignatureAxes } from './signature-axes'

/** What the check establishes, in plain words: the verdict, then each signature's four axes. */
export function ContainerVerdict({ checked }: { checked: CheckedIdclaim }) {
  const t = useTranslations('idclaim')
  const format = useFormatter()
  const { container, signatures } = checked.report
  const { indication, subIndication } = container
  return (
    <Card
      title={t('verdict.title')}
      aside={
        checked.canDownload && (
          <a
            href={`/api/evidence/${checked.evidenceId}`}
            download
            data-print="hide"
            className={buttonClasses({ size: 'sm' })}
          >
            <Download size={16} aria-hidden />
            {t('verdict.download')}
          </a>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <Note tone={VERDICT_TONE[indication]} title={t(`verdict.${indication}`)}>
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
          </div>
        ))}
        <DefinitionList
          items={[
            { name: t('verdict.captured'), value: <Time at={checked.capturedAt} precision="second" /> },
            {
              name: t('verdict.size'),
              value: format.number(container.size / 1000, {
                style: 'unit',
                unit: 'kilobyte',
                maximumFractionDigits: 1,
              }),
            },
            { name: t('verdict.sha256'), value: <Mono>{container.sha256}</Mono> },
          ]}
        />
      </div>
    </Card>
  )
}
