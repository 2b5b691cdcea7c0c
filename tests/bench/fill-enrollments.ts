import Database from 'better-sqlite3'
import { searchTerms, searchText } from '@/lib/enrollments/search-terms'
import { type FictionalEnrollment, fictionalEnrollments } from './fictional-enrollments'

/** Pairs of (term, enrollment) outside the JavaScript heap: a million enrollments make tens of millions of them. */
function pairList() {
  let terms = new Int32Array(1 << 20)
  let owners = new Int32Array(1 << 20)
  let length = 0
  const longer = (numbers: Int32Array) => {
    const copy = new Int32Array(numbers.length * 2)
    copy.set(numbers)
    return copy
  }
  return {
    add(term: number, owner: number) {
      if (length === terms.length) {
        terms = longer(terms)
        owners = longer(owners)
      }
      terms[length] = term
      owners[length] = owner
      length += 1
    },
    /** `sorted` holds the owners of term 0, then those of term 1 …, each from `starts[term]`, as they were added. */
    byTerm(termCount: number) {
      const starts = new Int32Array(termCount + 1)
      for (const term of terms.subarray(0, length)) starts[term + 1] = at(starts, term + 1) + 1
      for (let term = 0; term < termCount; term++) starts[term + 1] = at(starts, term + 1) + at(starts, term)
      const next = starts.slice()
      const sorted = new Int32Array(length)
      for (let index = 0; index < length; index++) {
        const term = at(terms, index)
        sorted[at(next, term)] = at(owners, index)
        next[term] = at(next, term) + 1
      }
      return { starts, sorted }
    },
  }
}

const at = (numbers: Int32Array, index: number) => numbers[index] ?? 0

/**
 * Fills a migrated SQLite file with fictional enrollments as the desk's own verbs would leave them: rows and search
 * terms (unless `searchable` is false); the figures are for `rebuildRollup`. Faster than the verbs could: rows and terms are written in the order of their keys, indexes afterwards.
 */
export function fillEnrollments(
  file: string,
  { searchable = true, ...options }: Parameters<typeof fictionalEnrollments>[0] & { searchable?: boolean },
  progress: (what: string) => void,
) {
  const connection = new Database(file, { fileMustExist: true })
  connection.pragma('journal_mode = OFF')
  connection.pragma('synchronous = OFF')
  connection.pragma('cache_size = -262144')
  connection.pragma('temp_store = MEMORY')
  const indexes = connection
    .prepare<[], { name: string; sql: string }>(
      `select name, sql from sqlite_master where type = 'index' and tbl_name = 'enrollment' and sql is not null`,
    )
    .all()
  for (const { name } of indexes) connection.exec(`drop index ${name}`)

  progress(`${options.count} rows`)
  const terms = new Map<string, number>()
  const pairs = pairList()
  const places: { id: string; createdAt: number }[] = []
  connection.exec('begin')
  const addRow = rowWriter(connection)
  for (const one of fictionalEnrollments(options)) {
    addRow(one)
    for (const term of searchable ? searchTerms(one) : []) {
      const known = terms.get(term) ?? terms.size
      if (known === terms.size) terms.set(term, known)
      pairs.add(known, places.length)
    }
    places.push({ id: one.id, createdAt: one.createdAt })
  }
  connection.exec('commit')

  const { starts, sorted } = pairs.byTerm(terms.size)
  progress(`${sorted.length} search terms`)
  const inOrder = [...terms].sort(([a], [b]) => (a < b ? -1 : 1))
  const addTerm = connection.prepare(
    'insert into search_term (term, created_at, enrollment_id) values (?, ?, ?)',
  )
  connection.exec('begin')
  for (const [term, number] of inOrder) {
    for (let index = at(starts, number); index < at(starts, number + 1); index++) {
      const place = places[at(sorted, index)]
      if (place) addTerm.run(term, place.createdAt, place.id)
    }
  }
  connection.exec('commit')

  progress(`${indexes.length} indexes`)
  for (const { sql } of indexes) connection.exec(sql)
  connection.close()
}

/** What the callbacks of a whole journey leave in a row: rows are as long as real ones. */
const STEPS = [
  'profile',
  'phone_detection',
  'id_document',
  'fake_photo_id',
  'liveness$0',
  'liveness$1',
  'faces',
].map((name, index) => ({
  name,
  type: 'IdDocumentStep',
  status: 'OK',
  occurredAt: 1_795_000_000_000 + index,
}))

function rowWriter(connection: Database.Database) {
  const insert = connection.prepare(`
    insert into enrollment (id, created_at, created_by, process_id, group_id, client_reference, language, last_name,
      first_name, email, search_text, submission_key, inbox_id, callback_secret_sha256, id360_id, status, confirmation,
      conflict, steps_done, steps_total, steps, last_news_at, started_at, finished_at, retry, has_idclaim, revision,
      sealed_api_key, sealed_details)
    values (?, ?, ?, ?, ?, ?, 'fr', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, 1, zeroblob(80), zeroblob(200))`)
  return (one: FictionalEnrollment) => {
    insert.run(
      one.id,
      one.createdAt,
      one.createdBy,
      one.processId,
      one.groupId,
      one.clientReference,
      one.lastName,
      one.firstName,
      one.email,
      searchText(one),
      one.id,
      `inbox-${one.id}`,
      `${one.id}${one.id}`.replaceAll('-', '').slice(0, 64),
      one.id360Id,
      one.status,
      one.confirmation,
      one.stepsDone,
      one.stepsTotal,
      JSON.stringify(STEPS.slice(0, one.stepsDone)),
      one.lastNewsAt,
      one.startedAt,
      one.finishedAt,
      one.retry ? 1 : 0,
      one.hasIdclaim ? 1 : 0,
    )
  }
}
