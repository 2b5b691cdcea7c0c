'use client'

import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback, useMemo, useRef } from 'react'
import { classNames } from '@/app/_ui/class-names'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { openRow } from './open-row'
import { SelectionBar } from './selection-bar'
import { useRowKeys } from './use-row-keys'

export type TableColumn = {
  id: string
  header: ReactNode
  visible: boolean
  /** For columns the list can be sorted by. */
  sorted?: 'ascending' | 'descending' | 'none' | undefined
  numeric: boolean
  /** Long text ends in dots. */
  cut: boolean
  /** Classes of the cell in the card that a row becomes on a phone. */
  narrow?: string | undefined
}

export type TableRowData = {
  id: string
  name: string
  reference: string | null
  id360Id: string | null
  /** The visible cells, made on the server. */
  cells: Record<string, ReactNode>
}

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })
const helper = createColumnHelper<typeof features, TableRowData>()

const RAISED =
  // Above the stretched link, or nobody could read what they say on hover.
  '[&_[title]]:relative [&_[title]]:z-[1]'
const CARD = 'max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:p-3'

/** One page of the list. Filters, order and columns come from the address; here are selection and keys. */
export function EnrollmentTable({ columns, rows }: { columns: TableColumn[]; rows: TableRowData[] }) {
  const t = useTranslations('enrollments')
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns])
  const table = useTable({
    features,
    data: rows,
    columns: useMemo(
      () =>
        helper.columns(
          columns.map(({ id, header }) =>
            helper.display({ id, header: () => header, cell: ({ row }) => row.original.cells[id] }),
          ),
        ),
      [columns],
    ),
    getRowId: (row) => row.id,
    state: { columnVisibility: Object.fromEntries(columns.map(({ id, visible }) => [id, visible])) },
  })
  const list = useRef<HTMLDivElement>(null)
  const toggle = useCallback((rowId: string) => table.getRow(rowId).toggleSelected(), [table])
  useRowKeys(list, toggle)
  const selected = table.getSelectedRowModel().rows.map((row) => row.original)
  return (
    <div ref={list}>
      <Table aria-label={t('table.label')} className="max-md:block">
        <thead className="max-md:block">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} className="max-md:flex max-md:items-center max-md:border-b max-md:border-line">
              <TableHeadCell className="w-10 max-md:flex max-md:items-center max-md:border-0">
                <SelectBox
                  label={t('table.selectAll')}
                  checked={table.getIsAllRowsSelected()}
                  onChange={table.getToggleAllRowsSelectedHandler()}
                />
              </TableHeadCell>
              {group.headers.map((header) => {
                const column = byId.get(header.column.id)
                return (
                  <TableHeadCell
                    key={header.id}
                    numeric={column?.numeric ?? false}
                    aria-sort={column?.sorted}
                    className={classNames(
                      'max-md:flex max-md:items-center max-md:border-0',
                      !column?.sorted && 'max-md:hidden',
                    )}
                  >
                    <table.FlexRender header={header} />
                  </TableHeadCell>
                )
              })}
            </tr>
          ))}
        </thead>
        <tbody className="max-md:block">
          {table.getRowModel().rows.map((row) => (
            <TableRow
              key={row.id}
              data-row-id={row.id}
              data-selected={row.getIsSelected() || undefined}
              onClick={openRow}
              onAuxClick={openRow}
              className={classNames(
                'relative cursor-pointer data-selected:bg-accent-fill has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-focus',
                RAISED,
                CARD,
              )}
            >
              <TableCell className="w-10 max-md:h-auto max-md:w-auto max-md:p-0">
                <SelectBox
                  label={t('table.select', { name: row.original.name })}
                  checked={row.getIsSelected()}
                  onChange={row.getToggleSelectedHandler()}
                />
              </TableCell>
              {row.getVisibleCells().map((cell) => {
                const column = byId.get(cell.column.id)
                return (
                  <TableCell
                    key={cell.id}
                    numeric={column?.numeric ?? false}
                    data-column={cell.column.id}
                    className={classNames(
                      'whitespace-nowrap max-md:h-auto max-md:p-0',
                      column?.cut && 'md:max-w-52 md:truncate',
                      column?.narrow,
                    )}
                  >
                    <table.FlexRender cell={cell} />
                  </TableCell>
                )
              })}
            </TableRow>
          ))}
        </tbody>
      </Table>
      <SelectionBar
        count={selected.length}
        references={selected.flatMap(({ reference }) => reference ?? [])}
        id360Ids={selected.flatMap(({ id360Id }) => id360Id ?? [])}
        onClear={() => table.resetRowSelection(true)}
      />
    </div>
  )
}

/** A box in a target of 24 px, above the stretched link. */
function SelectBox({
  label,
  checked,
  onChange,
}: {
  label: string
  checked: boolean
  onChange: (event: unknown) => void
}) {
  return (
    <label className="relative z-[1] flex size-6 cursor-pointer items-center justify-center">
      <span className="sr-only">{label}</span>
      <input type="checkbox" checked={checked} onChange={onChange} className="size-4 accent-accent" />
    </label>
  )
}
