import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { CopyButton } from '@/app/_ui/copy-button'
import { type DeskEnvironment, EnvironmentBadge } from '@/app/_ui/environment-badge'
import { Mono } from '@/app/_ui/mono'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import type { ManagedProcess } from '@/lib/processes/list-managed-processes'
import { LETTERS } from '../_form/read-process-form'
import { ProcessStateBadge } from './process-state-badge'
import { shownState } from './shown-state'

/** Each process with what it is; its name opens the page that changes it. */
export function ProcessesTable({
  processes,
  deskEnvironment,
}: {
  processes: readonly ManagedProcess[]
  deskEnvironment: DeskEnvironment
}) {
  const t = useTranslations('processes')
  const common = useTranslations('common')
  return (
    <Table aria-label={t('title')}>
      <thead>
        <tr>
          <TableHeadCell>{t('column.name')}</TableHeadCell>
          <TableHeadCell>{t('column.state')}</TableHeadCell>
          <TableHeadCell>{t('column.how')}</TableHeadCell>
          <TableHeadCell>{t('column.asks')}</TableHeadCell>
          <TableHeadCell>{t('column.defaults')}</TableHeadCell>
          <TableHeadCell>{t('column.notify')}</TableHeadCell>
          <TableHeadCell>{t('column.environment')}</TableHeadCell>
        </tr>
      </thead>
      <tbody>
        {processes.map((process) => (
          <TableRow key={process.id}>
            <TableCell className="relative py-2">
              <Link
                href={`/admin/processes/${process.id}`}
                className="font-medium text-accent-ink hover:underline"
              >
                {process.name}
              </Link>
              <span className="flex items-center gap-1 text-ink-faint">
                <Mono className="whitespace-nowrap">{process.id360Uuid}</Mono>
                <CopyButton iconOnly text={process.id360Uuid} label={t('copyUuid', { name: process.name })} />
              </span>
            </TableCell>
            <TableCell>
              <ProcessStateBadge state={shownState(process)} />
            </TableCell>
            <TableCell>{t(`ways.${waysOf(process)}`)}</TableCell>
            <TableCell>
              <Asks process={process} />
            </TableCell>
            <TableCell>
              <p className="whitespace-nowrap">{common(`languages.${process.defaultLanguage}`)}</p>
              <p className="text-ink-faint">
                {process.defaultGroup === null
                  ? common('noGroup')
                  : process.defaultGroup.state === 'active'
                    ? process.defaultGroup.name
                    : t('groupRetired', { name: process.defaultGroup.name })}
              </p>
            </TableCell>
            <TableCell>
              <Notify notifyOn={process.notifyOn} />
            </TableCell>
            <TableCell>
              <EnvironmentBadge environment={process.environment ?? deskEnvironment} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}

const waysOf = ({ byLink, assisted }: ManagedProcess) =>
  byLink && assisted ? 'both' : byLink ? 'link' : assisted ? 'assisted' : 'none'

function Asks({ process }: { process: ManagedProcess }) {
  const t = useTranslations('processes')
  const format = useFormatter()
  const asks = [process.asksSelfie && t('selfie'), process.makesIdclaim && t('idclaim')].filter(
    (word) => word !== false,
  )
  return asks.length > 0 ? (
    format.list(asks, { type: 'unit' })
  ) : (
    <span className="text-ink-faint">{t('nothing')}</span>
  )
}

function Notify({ notifyOn }: { notifyOn: string | null }) {
  const t = useTranslations('processes.notify')
  const format = useFormatter()
  if (notifyOn === null) return <span className="text-ink-faint">{t('setting')}</span>
  const letters = LETTERS.filter((letter) => notifyOn.split(',').includes(letter))
  return letters.length === 0
    ? t('all')
    : format.list(
        letters.map((letter) => t(letter)),
        { type: 'unit' },
      )
}
