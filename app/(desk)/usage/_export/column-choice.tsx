'use client'

import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Checkbox } from '@/app/_ui/checkbox'
import { ErrorNote } from '@/app/_ui/error-note'
import { Note } from '@/app/_ui/note'
import { isPersonal, LINE_COLUMNS, PERSONAL_COLUMNS } from '@/lib/usage/exports/export-columns'

/** Which columns the lines have. Those that tell who a person is are shown only to people who may have them. */
export function ColumnChoice({
  personal,
  columns,
  error,
  onChange,
}: {
  personal: boolean
  columns: readonly string[]
  error: string | null
  onChange: (columns: readonly string[]) => void
}) {
  const t = useTranslations('usage.export.columns')
  const names = useTranslations('usageExport.column')
  const box = (column: (typeof LINE_COLUMNS)[number]) => (
    <Checkbox
      key={column}
      label={names(column)}
      checked={columns.includes(column)}
      onChange={({ target }) =>
        onChange(
          LINE_COLUMNS.filter((other) => (other === column ? target.checked : columns.includes(other))),
        )
      }
    />
  )
  return (
    <>
      <fieldset>
        <legend className="mb-2 font-medium">{t('label')}</legend>
        <div className="grid gap-2 sm:grid-cols-2">
          {LINE_COLUMNS.filter((column) => !isPersonal(column)).map(box)}
        </div>
        {!personal && <p className="mt-2 text-sm text-ink-faint">{t('nothingPersonal')}</p>}
      </fieldset>
      {personal && (
        <fieldset>
          <legend className="mb-2 font-medium">{t('personal')}</legend>
          <div className="grid gap-2 sm:grid-cols-2">{PERSONAL_COLUMNS.map(box)}</div>
          {columns.some(isPersonal) && (
            <div className="mt-2">
              <Note tone="amber" icon={<TriangleAlert size={16} aria-hidden />}>
                {t('personalWarning')}
              </Note>
            </div>
          )}
        </fieldset>
      )}
      {error && <ErrorNote>{error}</ErrorNote>}
    </>
  )
}
