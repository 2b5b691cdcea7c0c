import { Download } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { buttonClasses } from '@/app/_ui/button-classes'
import { Card } from '@/app/_ui/card'
import { Mono } from '@/app/_ui/mono'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import type { ContainerFile } from '@/lib/asice/container-report'
import { FilePreview } from './file-preview'

/** The files of the container, asked for by their place and never by their name. */
export function ContainerFiles({
  files,
  evidenceId,
  canDownload,
}: {
  files: readonly ContainerFile[]
  evidenceId: string
  canDownload: boolean
}) {
  const t = useTranslations('idclaim.files')
  const format = useFormatter()
  if (files.length === 0) {
    return (
      <Card title={t('title')}>
        <p className="text-ink-soft">{t('none')}</p>
      </Card>
    )
  }
  return (
    <Card title={t('title')} padded={false}>
      <Table aria-label={t('title')}>
        <thead>
          <tr>
            <TableHeadCell>{t('name')}</TableHeadCell>
            <TableHeadCell>{t('role')}</TableHeadCell>
            <TableHeadCell numeric>{t('size')}</TableHeadCell>
            <TableHeadCell>{t('covered')}</TableHeadCell>
            <TableHeadCell>{t('hash')}</TableHeadCell>
            <TableHeadCell>{t('actions')}</TableHeadCell>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <TableRow key={file.index}>
              <TableCell>
                <Mono>{file.name}</Mono> {file.damaged && <Badge tone="red">{t('damaged')}</Badge>}
              </TableCell>
              <TableCell>{t(`roles.${file.role}`)}</TableCell>
              <TableCell numeric>
                {format.number(file.size, { style: 'unit', unit: 'byte', unitDisplay: 'narrow' })}
              </TableCell>
              <TableCell>
                {file.role === 'data' || file.coveredBy.length > 0
                  ? t('coveredBy', { places: file.coveredBy.length })
                  : t('notNeeded')}
              </TableCell>
              <TableCell title={file.sha256}>
                <Mono>{file.sha256.slice(0, 16)}…</Mono>
              </TableCell>
              <TableCell>
                <span className="flex gap-1">
                  {file.preview !== null && (
                    <FilePreview
                      address={`/api/evidence/${evidenceId}/entry/${file.index}?preview`}
                      name={file.name}
                      kind={file.preview}
                    />
                  )}
                  {canDownload && !file.damaged && (
                    <a
                      href={`/api/evidence/${evidenceId}/entry/${file.index}`}
                      download
                      aria-label={t('downloadOf', { name: file.name })}
                      className={buttonClasses({ variant: 'ghost', size: 'sm' })}
                    >
                      <Download size={14} aria-hidden />
                      {t('download')}
                    </a>
                  )}
                </span>
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}
