import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import type { SignatureReport } from '@/lib/asice/container-report'
import { DefinitionList } from '../report/definition-list'
import { COVERAGE_TONE, INTEGRITY_TONE, TIME_TONE, TRUST_TONE } from './axis-tone'

/** A narrow screen has no room for the longer words on one line. */
const WRAPS = 'max-md:h-auto max-md:whitespace-normal'

/** Integrity, coverage, time and trust, each in its own words. */
export function SignatureAxes({ signature }: { signature: SignatureReport }) {
  const t = useTranslations('idclaim.axis')
  const { integrity, coverage, time, trust } = signature
  return (
    <DefinitionList
      items={[
        {
          name: t('integrity.name'),
          value: (
            <Badge className={WRAPS} tone={INTEGRITY_TONE[integrity.state]}>
              {t(`integrity.${integrity.state}`)}
            </Badge>
          ),
        },
        {
          name: t('coverage.name'),
          value: (
            <Badge className={WRAPS} tone={COVERAGE_TONE[coverage.state]}>
              {t(`coverage.${coverage.state}`)}
            </Badge>
          ),
        },
        {
          name: t('time.name'),
          value: (
            <Badge className={WRAPS} tone={TIME_TONE[time.state]}>
              {t(`time.${time.state}`)}
            </Badge>
          ),
        },
        {
          name: t('trust.name'),
          value: (
            <Badge className={WRAPS} tone={TRUST_TONE[trust.state]}>
              {t(`trust.${trust.state}`)}
            </Badge>
          ),
        },
        { name: t('revocation.name'), value: t(`revocation.${trust.revocation.state}`) },
      ]}
    />
  )
}
