import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { Mono } from '@/app/_ui/mono'
import { Time } from '@/app/_ui/time'
import type { CertificateReport } from '@/lib/asice/container-report'
import { DefinitionList } from '../report/definition-list'

/** One certificate: whose, from whom, how long, and what to know it by. */
export function CertificateFacts({
  certificate,
  isAnchor,
}: {
  certificate: CertificateReport
  isAnchor: boolean
}) {
  const t = useTranslations('idclaim.certificate')
  const { subject, issuer, validFrom, validTo, serial, sha256, key, signatureAlgorithm } = certificate
  return (
    <DefinitionList
      items={[
        {
          name: t('subject'),
          value: (
            <span className="flex flex-wrap items-center gap-2">
              {subject}
              {isAnchor && <Badge tone="green">{t('anchor')}</Badge>}
            </span>
          ),
        },
        { name: t('issuer'), value: issuer },
        {
          name: t('valid'),
          value: (
            <>
              <Time at={Date.parse(validFrom)} precision="day" /> –{' '}
              <Time at={Date.parse(validTo)} precision="day" />
            </>
          ),
        },
        { name: t('serial'), value: <Mono>{serial}</Mono> },
        { name: t('fingerprint'), value: <Mono>{sha256}</Mono> },
        {
          name: t('key'),
          value: [key.type.toUpperCase(), key.bits, key.curve].filter(Boolean).join(' · '),
        },
        { name: t('signatureAlgorithm'), value: signatureAlgorithm },
      ]}
    />
  )
}
