import type { Status } from '../statuses'
import type { Endpoint, Enrollment, EnrollmentDetail, StoredEndpoint } from './enrollment'
import type { Store } from './open-store'

type EnrollmentRow = {
  id: number
  api_key: string
  process_uuid: string
  status: Status
  reason: string | null
  client_reference: string | null
  created_at: number
  started_at: number | null
  finished_at: number | null
  detail: string
}

type EndpointRow = { id: number; url: string; on: string; headers: string; old_style: number }

export type EnrollmentPage = { enrollments: Enrollment[]; total: number }

export type Enrollments = {
  insert(enrollment: Omit<Enrollment, 'id'>, endpoints: readonly Endpoint[]): Enrollment
  byId(id: number): Enrollment | undefined
  byApiKey(apiKey: string): Enrollment | undefined
  endpointsOf(id: number): StoredEndpoint[]
  save(enrollment: Enrollment): void
  newestFirst(limit: number, offset: number): EnrollmentPage
}

const toEnrollment = (row: EnrollmentRow): Enrollment => ({
  id: row.id,
  apiKey: row.api_key,
  processUuid: row.process_uuid,
  status: row.status,
  reason: row.reason,
  clientReference: row.client_reference,
  createdAt: row.created_at,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  detail: JSON.parse(row.detail) as EnrollmentDetail,
})

/** The enrollments of the sandbox, with the endpoints their callbacks go to. */
export function enrollmentsOf(store: Store): Enrollments {
  const insert = store.prepare(
    `INSERT INTO enrollments
       (api_key, process_uuid, status, reason, client_reference, created_at, started_at, finished_at, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertEndpoint = store.prepare(
    'INSERT INTO endpoints (enrollment_id, url, "on", headers, old_style) VALUES (?, ?, ?, ?, ?)',
  )
  const selectById = store.prepare<[number], EnrollmentRow>('SELECT * FROM enrollments WHERE id = ?')
  const selectByApiKey = store.prepare<[string], EnrollmentRow>('SELECT * FROM enrollments WHERE api_key = ?')
  const selectEndpoints = store.prepare<[number], EndpointRow>(
    'SELECT * FROM endpoints WHERE enrollment_id = ? ORDER BY id',
  )
  const update = store.prepare(
    `UPDATE enrollments SET status = ?, reason = ?, started_at = ?, finished_at = ?, detail = ? WHERE id = ?`,
  )
  const selectPage = store.prepare<[number, number], EnrollmentRow>(
    'SELECT * FROM enrollments ORDER BY id DESC LIMIT ? OFFSET ?',
  )
  const count = store.prepare<[], { total: number }>('SELECT count(*) AS total FROM enrollments')

  const insertAll = store.transaction((one: Omit<Enrollment, 'id'>, endpoints: readonly Endpoint[]) => {
    const { lastInsertRowid } = insert.run(
      one.apiKey,
      one.processUuid,
      one.status,
      one.reason,
      one.clientReference,
      one.createdAt,
      one.startedAt,
      one.finishedAt,
      JSON.stringify(one.detail),
    )
    const id = Number(lastInsertRowid)
    for (const endpoint of endpoints) {
      insertEndpoint.run(
        id,
        endpoint.url,
        JSON.stringify(endpoint.on),
        JSON.stringify(endpoint.headers),
        endpoint.oldStyle ? 1 : 0,
      )
    }
    return id
  })

  const optional = (row: EnrollmentRow | undefined) => (row ? toEnrollment(row) : undefined)
  return {
    insert: (enrollment, endpoints) => ({ ...enrollment, id: insertAll(enrollment, endpoints) }),
    byId: (id) => optional(selectById.get(id)),
    byApiKey: (apiKey) => optional(selectByApiKey.get(apiKey)),
    endpointsOf: (id) =>
      selectEndpoints.all(id).map((row) => ({
        id: row.id,
        url: row.url,
        on: JSON.parse(row.on) as string[],
        headers: JSON.parse(row.headers) as StoredEndpoint['headers'],
        oldStyle: row.old_style === 1,
      })),
    save: (one) => {
      update.run(one.status, one.reason, one.startedAt, one.finishedAt, JSON.stringify(one.detail), one.id)
    },
    newestFirst: (limit, offset) => ({
      enrollments: selectPage.all(limit, offset).map(toEnrollment),
      total: count.get()?.total ?? 0,
    }),
  }
}
