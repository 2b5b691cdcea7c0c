import Form from 'next/form'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { TextField } from '@/app/_ui/text-field'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import type { UsageQuery } from '@/lib/usage/usage-query'
import { usageParams } from './usage-address'

/** Two dates, sent into the address; what is wrong with them is said beside them. `errors`: keys of `errors.field`. */
export function RangeForm({ query, errors }: { query: UsageQuery; errors: Record<string, string> }) {
  const t = useTranslations('usage.period')
  const words = useTranslations('errors.field')
  const errorOf = (field: 'from' | 'to') => {
    const key = errors[field]
    return key && (dynamicMessage(words, key) ?? words('invalid'))
  }
  const { group, process, sort, dir } = usageParams(query)
  return (
    // The fields are the address's: another one makes them anew.
    <Form
      key={`${query.from} ${query.to}`}
      action="/usage"
      scroll={false}
      noValidate
      data-print="hide"
      className="flex flex-wrap items-start gap-3"
    >
      <input type="hidden" name="period" value="range" />
      {Object.entries({ group, process, sort, dir }).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <div className="w-44 max-md:w-full">
        <TextField
          type="date"
          name="from"
          label={t('from')}
          defaultValue={query.from ?? ''}
          error={errorOf('from')}
        />
      </div>
      <div className="w-44 max-md:w-full">
        <TextField
          type="date"
          name="to"
          label={t('to')}
          defaultValue={query.to ?? ''}
          error={errorOf('to')}
        />
      </div>
      <Button type="submit" className="mt-6">
        {t('show')}
      </Button>
    </Form>
  )
}
