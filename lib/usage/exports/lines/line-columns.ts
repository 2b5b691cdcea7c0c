import type { Confirmation, EnrollmentStatus } from '@/db/schema/enrollment'
import { durationToVerdict } from '../../usage-counts'
import type { LineColumn } from '../export-columns'
import type { Cell, CellKind, ColumnTotal } from '../export-table'

/** An enrollment as a driver gives it when nothing maps it: numbers that may be texts, booleans that may be numbers. */
export type RawLine = {
  id: string
  createdAt: number | string
  groupId: string
  status: EnrollmentStatus
  id360Id?: string | null
  clientReference?: string | null
  processId?: string
  reason?: string | null
  confirmation?: Confirmation
  startedAt?: number | string | null
  finishedAt?: number | string | null
  hasIdclaim?: boolean | number
  retry?: boolean | number
  language?: string
  createdBy?: string
  lastName?: string | null
  firstName?: string | null
  email?: string | null
  phone?: string | null
}

/** Names by id. */
export type LineNames = Record<'groups' | 'processes' | 'staff', ReadonlyMap<string, string>>

type Line = {
  /** Columns of the table beside those that every line reads. */
  needs: Exclude<keyof RawLine, 'id' | 'createdAt' | 'groupId' | 'status'>[]
  kind: CellKind
  width: number
  total?: ColumnTotal
  read(row: RawLine, names: LineNames): Cell
}

const instant = (value: number | string | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value)

const named = (names: ReadonlyMap<string, string>, id: string) => names.get(id) ?? id

/** How each column of a line is read, and how it looks in a spreadsheet. */
export const LINES: Record<LineColumn, Line> = {
  id: { needs: [], kind: 'text', width: 38, read: (row) => row.id },
  id360Id: { needs: ['id360Id'], kind: 'text', width: 14, read: (row) => row.id360Id ?? null },
  reference: {
    needs: ['clientReference'],
    kind: 'text',
    width: 22,
    read: (row) => row.clientReference ?? null,
  },
  createdLocal: { needs: [], kind: 'instant', width: 20, read: (row) => Number(row.createdAt) },
  createdUtc: {
    needs: [],
    kind: 'text',
    width: 26,
    read: (row) => new Date(Number(row.createdAt)).toISOString(),
  },
  group: { needs: [], kind: 'text', width: 26, read: (row, { groups }) => named(groups, row.groupId) },
  process: {
    needs: ['processId'],
    kind: 'text',
    width: 26,
    read: (row, { processes }) => named(processes, row.processId ?? ''),
  },
  status: { needs: [], kind: 'text', width: 14, read: (row) => row.status },
  reason: { needs: ['reason'], kind: 'text', width: 30, read: (row) => row.reason ?? null },
  confirmation: {
    needs: ['confirmation'],
    kind: 'text',
    width: 14,
    read: (row) => row.confirmation ?? null,
  },
  startedLocal: { needs: ['startedAt'], kind: 'instant', width: 20, read: (row) => instant(row.startedAt) },
  finishedLocal: {
    needs: ['finishedAt'],
    kind: 'instant',
    width: 20,
    read: (row) => instant(row.finishedAt),
  },
  secondsToVerdict: { needs: ['finishedAt'], kind: 'whole', width: 16, read: secondsToVerdict },
  idclaim: {
    needs: ['hasIdclaim'],
    kind: 'bool',
    width: 10,
    total: 'countTrue',
    read: (row) => Boolean(row.hasIdclaim),
  },
  retry: {
    needs: ['retry'],
    kind: 'bool',
    width: 10,
    total: 'countTrue',
    read: (row) => Boolean(row.retry),
  },
  language: { needs: ['language'], kind: 'text', width: 10, read: (row) => row.language ?? null },
  createdBy: {
    needs: ['createdBy'],
    kind: 'text',
    width: 24,
    read: (row, { staff }) => named(staff, row.createdBy ?? ''),
  },
  lastName: { needs: ['lastName'], kind: 'text', width: 20, read: (row) => row.lastName ?? null },
  firstName: { needs: ['firstName'], kind: 'text', width: 20, read: (row) => row.firstName ?? null },
  email: { needs: ['email'], kind: 'text', width: 30, read: (row) => row.email ?? null },
  phone: { needs: ['phone'], kind: 'text', width: 18, read: (row) => row.phone ?? null },
}

function secondsToVerdict({ createdAt, finishedAt, status }: RawLine): number | null {
  const ms = durationToVerdict({
    createdAt: Number(createdAt),
    finishedAt: instant(finishedAt),
    status,
  })
  return ms === null ? null : Math.round(ms / 1000)
}
