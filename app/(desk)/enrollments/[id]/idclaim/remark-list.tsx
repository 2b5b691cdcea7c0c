import { useTranslations } from 'next-intl'
import type { Note } from '@/lib/asice/container-report'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'

/** A sentence may want a value that this remark lacks: better a gap than the sentence's key. */
const NO_VALUES = { name: '', algorithm: '', encoding: '' }

/** Remarks in words, each with its code; one that has no words yet is shown as it is. */
export function RemarkList({ notes }: { notes: readonly Note[] }) {
  const t = useTranslations('idclaim.remarks')
  const told = new Map(notes.map((note) => [JSON.stringify(note), note]))
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5">
      {[...told].map(([key, { code, values }]) => (
        <li key={key} className="wrap-anywhere">
          {dynamicMessage(t, `code.${code}`, { ...NO_VALUES, ...values }) ?? t('unknown', { code })}
          {typeof values.reason === 'string' && values.reason !== '' && (
            <span className="text-sm text-ink-faint">
              {' '}
              ({dynamicMessage(t, `reason.${values.reason}`) ?? values.reason})
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
