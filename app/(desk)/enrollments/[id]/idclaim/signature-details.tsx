import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { Mono } from '@/app/_ui/mono'
import { Time } from '@/app/_ui/time'
import type { SignatureReport } from '@/lib/asice/container-report'
import { DefinitionList } from '../report/definition-list'
import { TIMESTAMP_TONE } from './axis-tone'
import { Behind } from './behind'
import { CertificateFacts } from './certificate-facts'
import { RemarkList } from './remark-list'

/** One signature in detail: how it was made, its remarks, timestamps and certificates. */
export function SignatureDetails({ signature, place }: { signature: SignatureReport; place: number }) {
  const t = useTranslations('idclaim.signature')
  const stamp = useTranslations('idclaim.timestamp')
  const part = useTranslations('idclaim.remarks.part')
  const { form, time, warnings, chain, signer, timestamps, notChecked, algorithms } = signature
  const shown = chain.length > 0 ? chain : signer ? [signer] : []
  return (
    <Behind title={t('title', { place, form })} aside={t('behind')}>
      <div className="flex flex-col gap-4">
        <DefinitionList
          items={[
            { name: t('file'), value: <Mono>{signature.file}</Mono> },
            { name: t('level'), value: signature.level },
            { name: t('claimed'), value: time.claimed && <Moment iso={time.claimed} /> },
            { name: t('proven'), value: time.proven && <Moment iso={time.proven} /> },
            { name: t('algorithm'), value: algorithms.signature },
            { name: t('digests'), value: algorithms.digests.join(', ') || null },
          ]}
        />
        {warnings.length > 0 && (
          <section>
            <h3 className="mb-1 font-medium">{t('remarks')}</h3>
            <RemarkList notes={warnings} />
          </section>
        )}
        {notChecked.length > 0 && (
          <p className="text-ink-soft">
            {t('notChecked', { what: notChecked.map((one) => part(one)).join(', ') })}
          </p>
        )}
        {timestamps.length > 0 && (
          <section className="flex flex-col gap-3">
            <h3 className="font-medium">{t('timestamps')}</h3>
            {timestamps.map((one) => (
              <div key={`${one.serial} ${one.genTime}`} className="flex flex-col gap-1">
                <p>
                  <Badge tone={TIMESTAMP_TONE[one.state]}>{stamp(one.state)}</Badge>
                </p>
                <DefinitionList
                  items={[
                    { name: stamp('time'), value: one.genTime && <Moment iso={one.genTime} /> },
                    { name: stamp('issuer'), value: one.issuer },
                    { name: stamp('serial'), value: one.serial && <Mono>{one.serial}</Mono> },
                  ]}
                />
                {one.problems.length > 0 && <RemarkList notes={one.problems} />}
              </div>
            ))}
          </section>
        )}
        {shown.length > 0 && (
          <section className="flex flex-col gap-3">
            <h3 className="font-medium">{t('chain')}</h3>
            <ol className="flex flex-col gap-3">
              {shown.map((certificate) => (
                <li key={certificate.sha256} className="rounded-md border border-line p-3">
                  <CertificateFacts
                    certificate={certificate}
                    isAnchor={certificate.sha256 === signature.trust.anchor}
                  />
                </li>
              ))}
            </ol>
          </section>
        )}
      </div>
    </Behind>
  )
}

const Moment = ({ iso }: { iso: string }) => <Time at={Date.parse(iso)} precision="second" />
