import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { Time } from '@/app/_ui/time'
import type { SignatureReport } from '@/lib/asice/container-report'
import { DefinitionList } from '../report/definition-list'
import { COVERAGE_TONE, INTEGRITY_TONE, TIME_TONE, TRUST_TONE } from './axis-tone'

/** A narrow screen has no room for the longer words on one line. */
const WRAPS = 'max-md:h-auto max-md:whitespace-normal'

/** Integrity, coverage, time and trust, each in its own words. */
export function SignatureAxes({ signature }: { signature: SignatureReport }) {
  const t = useTranslations('idclaim.axis')
  const { integrity, coverage, time, trust } = signature
  // Beside a timestamp that is broken or of nobody we trust, a date would look proven.
  const moment =
    time.state === 'trusted-timestamp' ? time.proven : time.state === 'claimed' ? time.claimed : null
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
            <span className="flex flex-wrap items-center gap-2">
              <Badge className={WRAPS} tone={TIME_TONE[time.state]}>
                {t(`time.${time.state}`)}
              </Badge>
              {moment !== null && <Time at={Date.parse(moment)} precision="second" />}
            </span>
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
