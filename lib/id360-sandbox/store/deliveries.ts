import type { Status } from '../statuses'
import type { CallbackHeader } from './enrollment'
import type { Store } from './open-store'

/** `dead`: given up after the last attempt allowed. */
export type DeliveryState = 'pending' | 'delivered' | 'dead'

export type NewDelivery = {
  enrollmentId: number
  endpointId: number
  body: string
  /** Of the body's bytes, hexadecimal. */
  sha256: string
  /** The `status` the body carries. */
  status: string
  createdAt: number
  /** Not before this instant, epoch ms. */
  dueAt: number
}

/** What the deliverer must remember of a delivery that is still to be made. */
export type PendingDelivery = { id: number; endpointId: number; attempts: number; dueAt: number }

export type Parcel = { url: string; headers: CallbackHeader[]; body: string }

/** What came of one attempt: an HTTP status, or a word such as `timeout` or `ECONNREFUSED`. */
export type Attempt = { id: number; outcome: string; state: DeliveryState; at: number; dueAt: number }

export type DeliveryView = {
  id: number
  enrollmentId: number
  url: string
  status: Status | string
  sha256: string
  state: DeliveryState
  attempts: number
  outcomes: string[]
  createdAt: number
  dueAt: number
  deliveredAt: number | null
}

export type DeliveryCounts = { total: number; delivered: number; pending: number; dead: number }

export type Deliveries = {
  insert(delivery: NewDelivery): PendingDelivery
  pending(): PendingDelivery[]
  parcel(id: number): Parcel | undefined
  record(attempts: readonly Attempt[]): void
  ofEnrollment(enrollmentId: number): DeliveryView[]
  after(id: number, limit: number, state?: DeliveryState): DeliveryView[]
  counts(): DeliveryCounts
}

type ViewRow = {
  id: number
  enrollment_id: number
  url: string
  status: string
  sha256: string
  state: DeliveryState
  attempts: number
  outcomes: string
  created_at: number
  due_at: number
  delivered_at: number | null
}

const toView = (row: ViewRow): DeliveryView => ({
  id: row.id,
  enrollmentId: row.enrollment_id,
  url: row.url,
  status: row.status,
  sha256: row.sha256,
  state: row.state,
  attempts: row.attempts,
  outcomes: row.outcomes === '' ? [] : row.outcomes.split(','),
  createdAt: row.created_at,
  dueAt: row.due_at,
  deliveredAt: row.delivered_at,
})

const VIEW = `SELECT d.id, d.enrollment_id, e.url, d.status, d.sha256, d.state, d.attempts, d.outcomes,
  d.created_at, d.due_at, d.delivered_at FROM deliveries d JOIN endpoints e ON e.id = d.endpoint_id`

/** The callbacks to make and those made. */
export function deliveriesOf(store: Store): Deliveries {
  const insert = store.prepare(
    `INSERT INTO deliveries (enrollment_id, endpoint_id, body, sha256, status, created_at, due_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const selectPending = store.prepare<[], PendingDelivery>(
    `SELECT id, endpoint_id AS endpointId, attempts, due_at AS dueAt
     FROM deliveries WHERE state = 'pending' ORDER BY id`,
  )
  const selectParcel = store.prepare<[number], { url: string; headers: string; body: string }>(
    'SELECT e.url, e.headers, d.body FROM deliveries d JOIN endpoints e ON e.id = d.endpoint_id WHERE d.id = ?',
  )
  const update = store.prepare(
    `UPDATE deliveries SET attempts = attempts + 1, state = @state, due_at = @dueAt,
       outcomes = CASE outcomes WHEN '' THEN @outcome ELSE outcomes || ',' || @outcome END,
       delivered_at = CASE @state WHEN 'delivered' THEN @at ELSE NULL END
     WHERE id = @id`,
  )
  const selectOfEnrollment = store.prepare<[number], ViewRow>(
    `${VIEW} WHERE d.enrollment_id = ? ORDER BY d.id`,
  )
  const selectAfter = store.prepare<[number, number], ViewRow>(`${VIEW} WHERE d.id > ? ORDER BY d.id LIMIT ?`)
  const selectAfterInState = store.prepare<[DeliveryState, number, number], ViewRow>(
    `${VIEW} WHERE d.state = ? AND d.id > ? ORDER BY d.id LIMIT ?`,
  )
  const count = store.prepare<[], { state: DeliveryState; number: number }>(
    'SELECT state, count(*) AS number FROM deliveries GROUP BY state',
  )
  const record = store.transaction((attempts: readonly Attempt[]) => {
    for (const attempt of attempts) update.run(attempt)
  })
  return {
    insert: (one) => {
      const { lastInsertRowid } = insert.run(
        one.enrollmentId,
        one.endpointId,
        one.body,
        one.sha256,
        one.status,
        one.createdAt,
        one.dueAt,
      )
      return { id: Number(lastInsertRowid), endpointId: one.endpointId, attempts: 0, dueAt: one.dueAt }
    },
    pending: () => selectPending.all(),
    parcel: (id) => {
      const row = selectParcel.get(id)
      return row && { ...row, headers: JSON.parse(row.headers) as CallbackHeader[] }
    },
    record,
    ofEnrollment: (enrollmentId) => selectOfEnrollment.all(enrollmentId).map(toView),
    after: (id, limit, state) =>
      (state ? selectAfterInState.all(state, id, limit) : selectAfter.all(id, limit)).map(toView),
    counts: () => {
      const counts: DeliveryCounts = { total: 0, delivered: 0, pending: 0, dead: 0 }
      for (const row of count.all()) {
        counts[row.state] = row.number
        counts.total += row.number
      }
      return counts
    },
  }
}
