import { useTranslations } from 'next-intl'
import { EnvironmentBadge } from '@/app/_ui/environment-badge'
import { Mono } from '@/app/_ui/mono'
import { Time } from '@/app/_ui/time'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import type { Id360Account, Id360State } from '@/lib/system/id360-state'
import { judgeId360 } from '@/lib/system/judge-system'
import { Figures } from './figures'
import { PartCard } from './part-card'

/** The connection to ID360 as this process knows it. */
export function Id360Card({ state: { environment, address, application, archive } }: { state: Id360State }) {
  const t = useTranslations('system.id360')
  const verdict = judgeId360(application)
  const { last, lastFailure } = application.traffic
  return (
    <PartCard
      title={t('title')}
      tone={verdict.tone}
      says={t.rich(`says.${verdict.says}`, {
        at: () => (last ? <Time at={last.at} relative /> : null),
        until: () =>
          application.breakerOpenUntil === null ? null : <Time at={application.breakerOpenUntil} />,
        problem:
          (lastFailure && dynamicMessage(t, `problem.${lastFailure.kind}`)) ?? t('problem.malformed_answer'),
      })}
      advice={verdict.tone === 'red' || verdict.tone === 'amber' ? t(`advice.${verdict.says}`) : null}
    >
      <Figures
        rows={[
          [t('environment'), <EnvironmentBadge key="environment" environment={environment} />],
          [t('address'), <Mono key="address">{address}</Mono>],
          ...accountRows(application),
        ]}
      />
      {archive && (
        <>
          <h3 className="text-sm font-medium">{t('archive')}</h3>
          <Figures rows={accountRows(archive)} />
        </>
      )}
      <p className="text-sm text-ink-faint">{t('ofThisProcess')}</p>
    </PartCard>
  )

  function accountRows({ lastLoginAt, traffic, breaker }: Id360Account) {
    const { recent } = traffic
    const never = t('never')
    return [
      [t('lastLogin'), lastLoginAt === null ? never : <Time key="login" at={lastLoginAt} relative />],
      [t('lastCall'), traffic.last ? <Time key="call" at={traffic.last.at} relative /> : never],
      [t('recent', { minutes: recent.minutes }), t('calls', recent)],
      [
        t('lastFailure'),
        traffic.lastFailure
          ? t.rich('failure', {
              operation: traffic.lastFailure.operation,
              problem: dynamicMessage(t, `problem.${traffic.lastFailure.kind}`) ?? traffic.lastFailure.kind,
              at: () => <Time at={traffic.lastFailure?.at ?? 0} relative />,
            })
          : never,
      ],
      [t('breaker'), t(`breakers.${breaker}`)],
    ] as const
  }
}
