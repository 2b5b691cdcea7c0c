'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { SelectField } from '@/app/_ui/select-field'
import { isLocale } from '@/lib/i18n/locale'
import type { AskExportInput } from '@/lib/usage/exports/ask-export'
import { DEFAULT_COLUMNS } from '@/lib/usage/exports/export-columns'
import { Choice } from './choice'
import { ColumnChoice } from './column-choice'

export type WantedFile = Omit<AskExportInput, 'query'>

/** What the file is to be. `scope`: what it is about, in words. */
export function ExportForm({
  scope,
  personal,
  pending,
  onAsk,
}: {
  scope: string
  personal: boolean
  pending: boolean
  onAsk: (file: WantedFile) => void
}) {
  const t = useTranslations('usage.export')
  const locale = useLocale()
  const [kind, setKind] = useState<WantedFile['kind']>('summary')
  const [format, setFormat] = useState<WantedFile['format']>('xlsx')
  const [separator, setSeparator] = useState<',' | ';'>(locale === 'fr' ? ';' : ',')
  const [sheets, setSheets] = useState<'one' | 'perGroup'>('one')
  const [columns, setColumns] = useState<readonly string[]>(DEFAULT_COLUMNS)
  const noColumn = kind === 'lines' && columns.length === 0

  function send(event: FormEvent) {
    event.preventDefault()
    if (noColumn) return
    onAsk({
      kind,
      format,
      separator: format === 'csv' ? separator : null,
      sheets,
      columns: kind === 'lines' ? (columns as NonNullable<WantedFile['columns']>) : null,
      language: isLocale(locale) ? locale : 'fr',
    })
  }

  return (
    <form onSubmit={send} className="flex flex-col gap-5">
      <div className="rounded-md bg-sunken px-3 py-2">
        <p className="text-sm text-ink-faint">{t('about')}</p>
        <p className="font-medium">{scope}</p>
      </div>
      <Choice
        legend={t('kind.label')}
        name="kind"
        value={kind}
        onChange={setKind}
        choices={[
          { value: 'summary', label: t('kind.summary'), hint: t('kind.summaryHint') },
          { value: 'lines', label: t('kind.lines'), hint: t('kind.linesHint') },
        ]}
      />
      <Choice
        legend={t('format.label')}
        name="format"
        value={format}
        onChange={setFormat}
        choices={[
          { value: 'xlsx', label: t('format.xlsx'), hint: t('format.xlsxHint') },
          { value: 'csv', label: t('format.csv'), hint: t('format.csvHint') },
          { value: 'jsonl', label: t('format.jsonl'), hint: t('format.jsonlHint') },
        ]}
      />
      {format === 'csv' && (
        <SelectField
          label={t('separator.label')}
          hint={t('separator.hint')}
          value={separator}
          onChange={({ target }) => setSeparator(target.value === ';' ? ';' : ',')}
          options={[
            { value: ';', label: t('separator.semicolon') },
            { value: ',', label: t('separator.comma') },
          ]}
        />
      )}
      {format === 'xlsx' && (
        <SelectField
          label={t('sheets.label')}
          value={sheets}
          onChange={({ target }) => setSheets(target.value === 'perGroup' ? 'perGroup' : 'one')}
          options={[
            { value: 'one', label: t('sheets.one') },
            { value: 'perGroup', label: t('sheets.perGroup') },
          ]}
        />
      )}
      {kind === 'lines' && (
        <ColumnChoice
          personal={personal}
          columns={columns}
          onChange={setColumns}
          error={noColumn ? t('columns.none') : null}
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" pending={pending} disabled={noColumn}>
          {pending ? t('asking') : t('ask')}
        </Button>
        <p className="text-sm text-ink-faint">{t('kept')}</p>
      </div>
    </form>
  )
}
