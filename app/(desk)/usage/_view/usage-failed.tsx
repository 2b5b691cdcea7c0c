import { useTranslations } from 'next-intl'
import type { ErrorDescription } from '@/app/_errors/describe-error'
import { ErrorNote } from '@/app/_ui/error-note'
import { LinkButton } from '@/app/_ui/link-button'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import type { UsageQuery } from '@/lib/usage/usage-query'
import { RetryButton } from '../../enrollments/_list/retry-button'
import { usageParams, usagePath } from '../_period/usage-address'

/** Why there are no figures, and what to do. What is wrong with two dates is said beside them. */
export function UsageFailed({ query, error }: { query: UsageQuery; error: ErrorDescription }) {
  const t = useTranslations('usage.failed')
  const errors = useTranslations('errors')
  const { fieldErrors, message } = error
  const wrong = Object.entries(fieldErrors)
  const field = (key: string) => dynamicMessage(errors, `field.${key}`) ?? errors('field.invalid')
  if (wrong.length === 0) {
    return (
      <ErrorNote title={t('title')} action={<RetryButton />}>
        {dynamicMessage(errors, message.key, message.values) ?? errors('brokenAction')}
      </ErrorNote>
    )
  }
  const params = usageParams(query)
  const besideFields = query.period === 'range' && wrong.every(([name]) => name === 'from' || name === 'to')
  const way = fieldErrors.groupId
    ? { href: usagePath({ ...params, group: null }), words: t('allGroups') }
    : fieldErrors.processId
      ? { href: usagePath({ ...params, process: null }), words: t('allProcesses') }
      : { href: usagePath({ ...params, period: null, from: null, to: null }), words: t('thisMonth') }
  return (
    <ErrorNote
      title={besideFields ? t('dates') : t('question')}
      action={
        <LinkButton href={way.href} size="sm" scroll={false}>
          {way.words}
        </LinkButton>
      }
    >
      {besideFields ? t('datesHint') : wrong.map(([name, key]) => <p key={name}>{field(key)}</p>)}
    </ErrorNote>
  )
}
