import { useFormatter, useTranslations } from 'next-intl'
import { CopyButton } from '@/app/_ui/copy-button'
import { Mono } from '@/app/_ui/mono'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { Time } from '@/app/_ui/time'
import type { ExportEntry } from '@/lib/usage/exports/list-exports'
import { FileSize } from '../../enrollments/[id]/_keeping/file-size'
import { rangeWords } from '../_period/range-words'
import { ExportStateBadge } from './export-state-badge'

/** Who took what, when, and what the file's bytes were. */
export function ExportsTable({ exports }: { exports: readonly ExportEntry[] }) {
  const t = useTranslations('usage.exports')
  const common = useTranslations('common')
  const format = useFormatter()
  return (
    <Table aria-label={t('title')}>
      <thead>
        <tr>
          <TableHeadCell>{t('column.when')}</TableHeadCell>
          <TableHeadCell>{t('column.who')}</TableHeadCell>
          <TableHeadCell>{t('column.what')}</TableHeadCell>
          <TableHeadCell>{t('column.state')}</TableHeadCell>
          <TableHeadCell numeric>{t('column.rows')}</TableHeadCell>
          <TableHeadCell numeric>{t('column.size')}</TableHeadCell>
          <TableHeadCell>SHA-256</TableHeadCell>
        </tr>
      </thead>
      <tbody>
        {exports.map((file) => (
          <TableRow key={file.id} id={file.id}>
            <TableCell className="whitespace-nowrap">
              <Time at={file.createdAt} />
            </TableCell>
            <TableCell className="whitespace-nowrap">{file.by.name}</TableCell>
            <TableCell className="min-w-72 py-2">
              <p className="font-medium break-all">{file.fileName}</p>
              <What file={file} />
            </TableCell>
            <TableCell>
              <ExportStateBadge state={file.state} />
            </TableCell>
            <TableCell numeric>{format.number(file.rows)}</TableCell>
            <TableCell numeric className="whitespace-nowrap">
              <FileSize bytes={file.bytes} />
            </TableCell>
            {/* What is only heard stays in its cell: outside, it would widen the page. */}
            <TableCell className="relative">
              {file.sha256 ? (
                <span className="flex items-center gap-1">
                  <span title={file.sha256}>
                    <Mono>{`${file.sha256.slice(0, 12)}…`}</Mono>
                  </span>
                  <CopyButton iconOnly text={file.sha256} label={t('copyHash', { file: file.fileName })} />
                </span>
              ) : (
                <span className="text-ink-faint">{common('none')}</span>
              )}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}

/** "Summary, XLSX · October 2026 · Agence de Lyon". */
function What({ file }: { file: ExportEntry }) {
  const t = useTranslations('usage.exports')
  const period = useTranslations('usage.period')
  const common = useTranslations('common')
  const format = useFormatter()
  const groups = file.groups?.map(({ id, name }) => (id === '' ? common('noGroup') : name))
  const words = [
    t(`kind.${file.kind}`, { format: file.format.toUpperCase() }),
    rangeWords(format, period, file.range),
    groups ? format.list(groups) : t('allGroups'),
    file.process?.name,
    file.personal && t('personal'),
  ]
  return <p className="text-ink-soft">{words.filter(Boolean).join(' · ')}</p>
}
