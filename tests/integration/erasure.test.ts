import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { readPayload } from '@/lib/callbacks/read-payload'
import { rebuildEnrollment } from '@/lib/callbacks/rebuild-enrollment'
import { listEnrollments } from '@/lib/enrollments/list-enrollments'
import { readTimeline } from '@/lib/enrollments/read-timeline'
import { recaptureEvidence } from '@/lib/evidence/recapture-evidence'
import { checkRollup } from '@/lib/usage/check-rollup'
import { rebuildRollup } from '@/lib/usage/rebuild-rollup'
import { findOnDisk } from '../fixtures/bytes-on-disk'
import {
  DOCUMENT_NUMBER,
  type Ended,
  type ErasureDesk,
  openErasureDesk,
  PERSON,
  TRACES,
} from '../fixtures/erasure-desk'
import { readExport } from '../fixtures/read-export'
import { ENGINES } from '../fixtures/test-desk'

const FIGURES = { period: 'range', from: '2024-11-01', to: '2026-11-30' } as const
/** The columns of a line that say nothing about the person. */
const COLUMNS = [
  'id',
  'id360Id',
  'createdUtc',
  'group',
  'process',
  'status',
  'confirmation',
  'idclaim',
  'retry',
] as const

describe.each(ENGINES)('erasing a person on %s', (engine) => {
  let here: ErasureDesk
  afterEach(() => here.close())

  /** Everything that is counted of usage: the rollup, and both kinds of export. */
  async function figures() {
    const { desk } = here
    const rollup = await desk.store.read.select().from(desk.store.tables.usageRollup)
    const manager = desk.staff.manager
    const common = { query: FIGURES, format: 'csv', language: 'fr' } as const
    const summary = await readExport(desk, manager, { ...common, kind: 'summary' })
    const lines = await readExport(desk, manager, { ...common, kind: 'lines', columns: [...COLUMNS] })
    return {
      rollup: rollup.map(({ version, ...row }) => JSON.stringify(row)).sort(),
      summary: summary.bytes.toString(),
      lines: lines.bytes.toString(),
    }
  }

  it('leaves nothing of them in the database, the evidence and the log, and every figure as it was', async () => {
    here = await openErasureDesk(engine, 400)
    const { desk } = here
    const file = await here.captured()
    const other = await here.captured({
      lastName: 'Exemple',
      firstName: 'Camille',
      email: 'camille@example.org',
      phone: '+33639980001',
      clientReference: 'DOSSIER-1',
      addressLine1: '1 rue des Essais',
    })
    // ID360's words may quote anything; what cannot be read is kept as well.
    const words = `Le titre ${DOCUMENT_NUMBER} de ${PERSON.lastName} est refusé`
    expect(
      await here.deliver(file, { status: 'OK', reason: words, finished_time: '2020-01-01T08:00:00' }),
    ).toBe(200)
    expect(await here.deliver(file, `{"document": "${DOCUMENT_NUMBER}", "name": "${PERSON.firstName}`)).toBe(
      200,
    )
    expect((await here.rowOf(file.enrollmentId)).reason).toBe(words)
    await here.runJobs()

    await here.logWritten()
    const before = await figures()
    if (engine === 'sqlite') {
      const found = findOnDisk(desk.directory, TRACES).join('\n')
      for (const text of [
        PERSON.lastName,
        PERSON.firstName,
        PERSON.email,
        PERSON.phone,
        PERSON.clientReference,
        DOCUMENT_NUMBER,
      ]) {
        expect(found).toContain(text)
      }
    }

    const result = await here.erase(file)
    expect(result).toMatchObject({ erased: 1, kept: 0, keptUntil: null })
    expect(result.files).toBeGreaterThan(3)
    await here.runJobs()
    await here.logWritten()

    expect(await figures()).toEqual(before)
    expect((await checkRollup(desk.system, { repair: false })).differences).toEqual([])
    await rebuildRollup(desk.system)
    expect(await figures()).toEqual(before)
    expect(await filesOf(file)).toEqual([])
    expect((await filesOf(other)).length).toBeGreaterThan(3)
    // On Postgres the bytes are on its server's disk: what the tables hold is looked at, whatever the engine.
    expect(await inTables(TRACES)).toEqual([])
    expect(findOnDisk(desk.directory, TRACES)).toEqual([])
    expect(await readFile(path.join(desk.directory, 'desk.log'), 'utf8')).toContain(file.enrollmentId)
  }, 120_000)

  async function filesOf({ enrollmentId }: Ended) {
    const { evidence } = here.desk.store.tables
    return here.desk.store.read.select().from(evidence).where(eq(evidence.enrollmentId, enrollmentId))
  }

  async function inTables(texts: readonly string[]) {
    const { tables, read } = here.desk.store
    const hits: string[] = []
    for (const [name, table] of Object.entries(tables)) {
      const rows = JSON.stringify(await read.select().from(table)).toLowerCase()
      hits.push(
        ...texts.filter((text) => rows.includes(text.toLowerCase())).map((text) => `${name}: ${text}`),
      )
    }
    return hits
  }

  it('stores nothing of what comes later: callbacks, captures, rebuilding, reconciliation', async () => {
    here = await openErasureDesk(engine)
    const { desk, compliance } = here
    const file = await here.captured()
    await here.erase(file)
    await here.runJobs()
    const { callback, quarantine } = desk.store.tables
    const before = await desk.store.read.select().from(callback)
    expect(before.every(({ sealedBody, reason }) => sealedBody.length === 0 && reason === null)).toBe(true)

    expect(await here.deliver(file, { status: 'KO', reason: PERSON.lastName })).toBe(200)
    expect(await here.deliver(file, `not JSON ${PERSON.lastName}`)).toBe(200)
    expect(await here.deliver({ ...file, secret: 'wrong' }, { status: 'KO' })).toBe(404)
    expect(await desk.store.read.select().from(callback)).toEqual(before)
    expect(await desk.store.read.select().from(quarantine)).toEqual([])

    const { enrollmentId } = file
    const erased = { code: 'CONFLICT', userMessage: { key: 'erased' } }
    await expect(recaptureEvidence(compliance, { enrollmentId, kind: 'report' })).rejects.toMatchObject(
      erased,
    )
    const callbackId = before[0]?.id ?? ''
    await expect(readPayload(compliance, { callbackId })).rejects.toMatchObject(erased)
    const row = await here.rowOf(enrollmentId)
    await rebuildEnrollment(desk.system, { enrollmentId })
    expect(await here.rowOf(enrollmentId)).toEqual({ ...row, revision: row.revision + 1 })
    expect(await here.runJobs()).toBe(0)
    const { entries } = await readTimeline(compliance, { enrollmentId })
    expect(entries.some((entry) => entry.type === 'audit' && entry.action === 'enrollment.erased')).toBe(true)
    const found = await listEnrollments(compliance, { search: PERSON.lastName })
    expect(found.rows).toEqual([])
    expect((await listEnrollments(compliance, { search: file.id360Id })).rows).toHaveLength(1)
  }, 60_000)
})
