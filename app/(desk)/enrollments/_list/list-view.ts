import type { StaffActor } from '@/lib/context'
import { type ListQuery, listQueryFrom } from '@/lib/enrollments/list-query'
import { may } from '@/lib/staff/permissions'
import { type ColumnId, colsParam, columnsFor, visibleColumns } from './list-columns'
import { FILTER_PARAMS, type ListParams, listPath } from './list-params'

/** What the address asks the page for. */
export type ListView = {
  query: ListQuery
  columns: ColumnId[]
  available: ColumnId[]
  /** This person sees names. */
  personal: boolean
  canCreate: boolean
  /** The address's parameters as they were understood, without the cursor. */
  params: Partial<ListParams>
}

export type SearchParams = Record<string, string | string[] | undefined>

export function listViewFrom(searchParams: SearchParams, actor: StaffActor): ListView {
  const query = listQueryFrom(searchParams)
  const personal = may(actor.roles, 'enrollments.personal')
  const available = columnsFor(personal)
  const columns = visibleColumns([searchParams.cols].flat()[0], available)
  return {
    query,
    columns,
    available,
    personal,
    canCreate: may(actor.roles, 'enrollments.create'),
    params: { ...filterParams(query), ...orderParams(query), cols: colsParam(columns, available) },
  }
}

/** A named period and dates exclude each other; the period wins, as in the query. */
function filterParams(query: ListQuery): Partial<ListParams> {
  return {
    status: query.status.join(',') || null,
    process: query.processId,
    group: query.groupId === '' ? 'none' : query.groupId,
    period: query.period,
    from: query.period ? null : query.createdFrom,
    to: query.period ? null : query.createdTo,
    confirmation: query.confirmation,
    by: query.createdBy,
    started: query.started,
    idclaim: query.idclaim,
    retry: query.retry,
    q: query.search || null,
  }
}

function orderParams({ sort, direction, pageSize }: ListQuery): Partial<ListParams> {
  return {
    sort: sort === 'created' ? null : sort,
    dir: direction === 'desc' ? null : direction,
    size: pageSize === 50 ? null : String(pageSize),
  }
}

/** The address of this view with something changed. It starts at the first page unless a cursor is given. */
export const changed = ({ params }: ListView, change: Partial<ListParams>) =>
  listPath({ ...params, ...change })

/** This view without any filter; order, page size and columns stay. */
export const withoutFilters = (view: ListView) =>
  changed(view, Object.fromEntries(FILTER_PARAMS.map((name) => [name, null])))

export const isFiltered = ({ params }: ListView) => FILTER_PARAMS.some((name) => params[name])
