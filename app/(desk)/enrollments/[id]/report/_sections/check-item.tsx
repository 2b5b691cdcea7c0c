import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Mono } from '@/app/_ui/mono'
import type { ComparedField, ReportCheck } from '@/lib/report/read-checks'
import { describeRef } from '@/lib/report/read-ref'
import type { Words } from '@/lib/report/words/words'
import { ItemHead } from './item-head'
import { ResultBadge } from './result-badge'
import { UnknownBadge } from './unknown-badge'

/** One check: what it is about, what came of it, and its two sides beside each other. */
export function CheckItem({ check, words }: { check: ReportCheck; words: Words }) {
  const t = useTranslations('report.checks')
  const { ref, known, result, excused, path, field1, field2, fields, description, message } = check
  const compares = field1 !== null || field2 !== null
  const subject = ref === null ? (description ?? message ?? t(`kind.${check.kind}`)) : describeRef(ref, words)
  return (
    <li className="flex break-inside-avoid flex-col gap-2 px-4 py-3">
      <ItemHead title={subject} path={path}>
        <ResultBadge result={excused ? 'passed' : result} title={excused ? t('excusedHint') : undefined}>
          {t(excused ? 'excused' : `result.${result}`)}
        </ResultBadge>
        {!known && <UnknownBadge />}
      </ItemHead>
      <dl className="grid grid-cols-1 gap-x-4 gap-y-2 sm:grid-cols-2">
        {compares ? (
          <>
            <Side title={t('given')}>
              <Compared field={field1} />
            </Side>
            <Side title={t('read')}>
              <Compared field={field2} />
            </Side>
          </>
        ) : (
          <>
            <Side title={t('fields')}>
              {fields.length === 0 ? <Nothing /> : fields.map((name) => <p key={name}>{name}</p>)}
            </Side>
            <Side title={t('says')}>{message ?? description ?? <Nothing />}</Side>
          </>
        )}
      </dl>
      {description !== null && ref !== null && description !== message && (message !== null || compares) && (
        <p className="text-sm wrap-anywhere text-ink-soft">{description}</p>
      )}
    </li>
  )
}

function Side({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0 rounded-md bg-sunken px-3 py-2">
      <dt className="text-xs text-ink-faint">{title}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  )
}

function Compared({ field }: { field: ComparedField | null }) {
  if (field === null || (field.value === null && field.name === null)) return <Nothing />
  return (
    <>
      <p className="font-medium">{field.value ?? <Nothing />}</p>
      {field.name !== null && <Mono className="text-ink-faint">{field.name}</Mono>}
    </>
  )
}

function Nothing() {
  const t = useTranslations('report.checks')
  return <span className="font-normal text-ink-faint">{t('nothing')}</span>
}
