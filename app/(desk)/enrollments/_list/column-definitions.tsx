import { columnVisibilityFeature, createColumnHelper, tableFeatures } from '@tanstack/react-table'
import { useTranslations } from 'next-intl'
import { Age } from '@/app/_ui/age'
import { Mono } from '@/app/_ui/mono'
import { ProgressSteps } from '@/app/_ui/progress-steps'
import { Time } from '@/app/_ui/time'
import type { EnrollmentListRow } from '@/lib/enrollments/list-enrollments'
import type { ColumnId } from './list-columns'
import { personName } from './row-name'
import { staticReactivity } from './static-reactivity'
import { StatusCell } from './status-cell'

export const features = tableFeatures({ columnVisibilityFeature, coreReactivityFeature: staticReactivity })

const helper = createColumnHelper<typeof features, EnrollmentListRow>()

/** Every column in order: which value of the row, and how it is shown. */
export const COLUMN_DEFINITIONS = helper.columns([
  helper.display({ id: 'status' satisfies ColumnId, cell: ({ row }) => <StatusCell row={row.original} /> }),
  helper.accessor(personName, {
    id: 'person' satisfies ColumnId,
    cell: (cell) => <Text>{cell.getValue()}</Text>,
  }),
  helper.accessor('maskedEmail', {
    id: 'email' satisfies ColumnId,
    cell: (cell) => <Text>{cell.getValue()}</Text>,
  }),
  helper.accessor('clientReference', {
    id: 'reference' satisfies ColumnId,
    cell: (cell) => <Text>{cell.getValue()}</Text>,
  }),
  helper.accessor('id360Id', {
    id: 'id360' satisfies ColumnId,
    cell: (cell) => (cell.getValue() ? <Mono>{cell.getValue()}</Mono> : <Text>{null}</Text>),
  }),
  helper.accessor('groupName', {
    id: 'group' satisfies ColumnId,
    cell: (cell) => <Group name={cell.getValue()} />,
  }),
  helper.accessor('processName', { id: 'process' satisfies ColumnId, cell: (cell) => cell.getValue() }),
  helper.display({
    id: 'progress' satisfies ColumnId,
    cell: ({ row: { original } }) => <ProgressSteps done={original.stepsDone} total={original.stepsTotal} />,
  }),
  helper.accessor('createdAt', {
    id: 'created' satisfies ColumnId,
    cell: (cell) => <Time at={cell.getValue()} relative />,
  }),
  helper.accessor('createdByName', { id: 'creator' satisfies ColumnId, cell: (cell) => cell.getValue() }),
  helper.accessor('lastNewsAt', {
    id: 'news' satisfies ColumnId,
    cell: (cell) => <Age since={cell.getValue()} />,
  }),
])

function Text({ children }: { children: string | null }) {
  const t = useTranslations('common')
  return children ?? <span className="text-ink-faint">{t('none')}</span>
}

function Group({ name }: { name: string | null }) {
  const t = useTranslations('common')
  return name ?? <span className="text-ink-faint">{t('noGroup')}</span>
}
