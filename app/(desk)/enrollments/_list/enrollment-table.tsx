import { constructTable, flexRender } from '@tanstack/react-table'
import { getTranslations } from 'next-intl/server'
import { classNames } from '@/app/_ui/class-names'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import type { EnrollmentListRow } from '@/lib/enrollments/list-enrollments'
import { COLUMN_DEFINITIONS, features } from './column-definitions'
import { ColumnHeader } from './column-header'
import { COLUMN_LOOK } from './column-look'
import { COLUMNS, type ColumnId } from './list-columns'
import type { ListView } from './list-view'
import { rowName } from './row-name'
import { SelectBox } from './select-box'

/** Above the row's link, or nobody could read what they say on hover (ListTable opens the row all the same). */
const RAISED = '[&_[title]]:relative [&_[title]]:z-[1]'
const CARD = 'max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:p-3'
const FOCUS =
  'has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-focus'

/** One page of the list as a table. Drawn on the server: words and dates reach the browser as they are read. */
export async function EnrollmentTable({ view, rows }: { view: ListView; rows: EnrollmentListRow[] }) {
  const t = await getTranslations('enrollments.table')
  const table = constructTable({
    features,
    data: rows,
    columns: COLUMN_DEFINITIONS,
    getRowId: (row) => row.id,
    initialState: {
      columnVisibility: Object.fromEntries(COLUMNS.map((id) => [id, view.columns.includes(id)])),
    },
  })
  return (
    <Table aria-label={t('label')} className="max-md:block">
      <thead className="max-md:block">
        <tr className="max-md:flex max-md:items-center max-md:border-b max-md:border-line">
          <TableHeadCell className="w-10 max-md:flex max-md:items-center max-md:border-0">
            <SelectBox label={t('selectAll')} data-select-all />
          </TableHeadCell>
          {table.getVisibleLeafColumns().map(({ id }) => {
            const column = id as ColumnId
            return <ColumnHeader key={id} column={column} view={view} numeric={COLUMN_LOOK[column].numeric} />
          })}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {table.getRowModel().rows.map((row) => (
          <TableRow
            key={row.id}
            data-row-id={row.id}
            className={classNames(
              'relative cursor-pointer has-[input:checked]:bg-accent-fill',
              FOCUS,
              RAISED,
              CARD,
            )}
          >
            <TableCell className="w-10 max-md:h-auto max-md:w-auto max-md:p-0 max-md:first:pl-0">
              <SelectBox
                label={t('select', { name: rowName(row.original) ?? row.id })}
                data-reference={row.original.clientReference ?? undefined}
                data-id360={row.original.id360Id ?? undefined}
              />
            </TableCell>
            {row.getVisibleCells().map((cell) => {
              const { numeric = false, cut = false, narrow } = COLUMN_LOOK[cell.column.id as ColumnId]
              return (
                <TableCell
                  key={cell.id}
                  numeric={numeric}
                  data-column={cell.column.id}
                  className={classNames(
                    'whitespace-nowrap max-md:h-auto max-md:p-0 max-md:first:pl-0 max-md:last:pr-0',
                    cut && 'md:max-w-52 md:truncate',
                    narrow,
                  )}
                >
                  {flexRender(cell.column.columnDef.cell, cell.getContext())}
                </TableCell>
              )
            })}
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}
