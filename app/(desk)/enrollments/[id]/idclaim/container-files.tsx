import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { buttonClasses } from '@/app/_ui/button-classes'
import { Card } from '@/app/_ui/card'
import { Mono } from '@/app/_ui/mono'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import type { ContainerFile } from '@/lib/asice/container-report'
import { FileSize } from '../_keeping/file-size'
import { FilePreview } from './file-preview'

/** Narrow screens tell these below the name. */
const WIDE = 'max-md:hidden'

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
            <TableHeadCell className={WIDE}>{t('role')}</TableHeadCell>
            <TableHeadCell className={WIDE} numeric>
              {t('size')}
            </TableHeadCell>
            <TableHeadCell className={WIDE}>{t('covered')}</TableHeadCell>
            <TableHeadCell className={WIDE}>{t('hash')}</TableHeadCell>
            <TableHeadCell className="max-md:text-right">{t('actions')}</TableHeadCell>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <TableRow key={file.index}>
              <TableCell className="max-md:py-2 max-md:whitespace-normal!">
                <Mono>{file.name}</Mono> {file.damaged && <Badge tone="red">{t('damaged')}</Badge>}
                <span className="block text-ink-faint md:hidden">
                  {t(`roles.${file.role}`)} · <FileSize bytes={file.size} /> · <Covered file={file} />
                </span>
              </TableCell>
              <TableCell className={WIDE}>{t(`roles.${file.role}`)}</TableCell>
              <TableCell className={WIDE} numeric>
                <FileSize bytes={file.size} />
              </TableCell>
              <TableCell className={WIDE}>
                <Covered file={file} />
              </TableCell>
              <TableCell className={WIDE} title={file.sha256}>
                <Mono>{file.sha256.slice(0, 16)}…</Mono>
              </TableCell>
              <TableCell className="max-md:w-0">
                <span className="flex justify-end gap-1 md:justify-start">
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
                      <span className="max-md:hidden">{t('download')}</span>
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

function Covered({ file: { role, coveredBy } }: { file: ContainerFile }) {
  const t = useTranslations('idclaim.files')
  return role === 'data' || coveredBy.length > 0
    ? t('coveredBy', { places: coveredBy.length })
    : t('notNeeded')
}
