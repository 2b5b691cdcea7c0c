import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureAuditChain } from '@/lib/audit/audit-chain'
import { verifyAudit } from '@/lib/audit/verify-audit'
import { writeAudit } from '@/lib/audit/write-audit'
import { rememberAudit, TAMPERINGS, tamper } from '../fixtures/tamper-audit'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const WRITERS = 200
const TRIES = 100

describe.each(ENGINES)('the chain of the audit log on %s', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openTestDesk(engine)
  })
  afterAll(() => desk.close())

  const write = (number: number, failure?: Error) =>
    desk.store.tx(async (tx) => {
      await writeAudit(desk.as(desk.staff.support), tx, {
        action: 'enrollment.link_shown',
        targetKind: 'enrollment',
        targetId: `enrollment-${number}`,
        details: { number, language: 'fr', accents: 'é à "ç" \u2028', share: 0.1, yes: true, nothing: null },
      })
      if (failure) throw failure
    })

  const rowsInOrder = () => {
    const { audit } = desk.store.tables
    return desk.store.read.select().from(audit).orderBy(asc(audit.seq))
  }

  it('stays one chain when two hundred write at the same moment and some of them give up', async () => {
    const before = (await rowsInOrder()).length
    const gaveUp = new Error('changed my mind')
    const ends = await Promise.allSettled(
      Array.from({ length: WRITERS + 20 }, (_, number) =>
        write(number, number % 11 === 5 ? gaveUp : undefined),
      ),
    )
    const refused = ends.filter((end) => end.status === 'rejected')
    expect(refused.map(({ reason }) => reason)).toEqual(Array(WRITERS / 10).fill(gaveUp))
    const rows = await rowsInOrder()
    expect(rows.length - before).toBe(WRITERS)
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1))
    const told = await verifyAudit(desk.system)
    expect(told).toEqual({ rows: rows.length, hash: rows.at(-1)?.hash, broken: null })
  })

  it('names the first broken row of a hundred tamperings of every kind', async () => {
    const { end, putBack } = await rememberAudit(desk)
    const kinds = Object.entries(TAMPERINGS)
    const random = randomFrom(engine.length)
    const wrong: unknown[] = []
    const found = { edit: 0, delete: 0, insert: 0, swap: 0 }
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const [kind, tampering] = kinds[attempt % kinds.length] ?? []
      if (!kind || !tampering) throw new Error('no kind')
      const place = 1 + random(end)
      const other = 1 + ((place + random(end - 1)) % end)
      const expected = await tamper(desk, tampering, place, other, end)
      const { broken } = await verifyAudit(desk.system)
      if (broken?.what === expected.what && broken.seq === expected.seq) {
        found[/edit|cut|add|empty/.test(kind) ? 'edit' : (kind.split(/[ ,]/)[0] as 'swap')]++
      } else wrong.push({ kind, place, other, expected, broken })
      await putBack()
    }
    expect(wrong).toEqual([])
    expect((await verifyAudit(desk.system)).broken).toBeNull()
    console.log(`${engine}: ${end} rows, ${TRIES} tamperings of ${kinds.length} kinds, found`, found)
  }, 120_000)

  it('says at the door of verification who may ask', async () => {
    for (const role of ['support', 'manager'] as const) {
      await expect(verifyAudit(desk.as(desk.staff[role]))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(verifyAudit(desk.as({ kind: 'anonymous' }))).rejects.toMatchObject({ code: 'SIGNED_OUT' })
    for (const role of ['compliance', 'admin'] as const) {
      expect((await verifyAudit(desk.as(desk.staff[role]))).broken).toBeNull()
    }
  })

  it('chains what was written before there was a chain, oldest first, and only once', async () => {
    const { audit, auditHead } = desk.store.tables
    const count = (await rowsInOrder()).length
    await desk.store.tx(async (tx) => {
      await tx.delete(auditHead)
      await tx.update(audit).set({ seq: null, previousHash: null, hash: null })
      await tx
        .update(audit)
        .set({ at: sql`${audit.at} - 5` })
        .where(eq(audit.targetId, 'enrollment-7'))
    })
    expect(await ensureAuditChain(desk.system)).toBe(count)
    const rows = await rowsInOrder()
    expect(rows[0]?.targetId).toBe('enrollment-7')
    expect(rows.map(({ at, id }) => `${at} ${id}`)).toEqual(rows.map(({ at, id }) => `${at} ${id}`).sort())
    await write(1000)
    expect(await verifyAudit(desk.system)).toMatchObject({ rows: count + 1, broken: null })
    expect(await ensureAuditChain(desk.system)).toBe(0)
  })

  it('does not heal a chain whose end was removed, and lets nothing unrecorded happen', async () => {
    const { putBack } = await rememberAudit(desk)
    await desk.store.tx((tx) => tx.delete(desk.store.tables.auditHead))
    expect(await ensureAuditChain(desk.system)).toBe(0)
    await expect(write(2000)).rejects.toThrow('the end of the audit chain is gone')
    expect((await verifyAudit(desk.system)).broken).toEqual({ what: 'head', seq: null, id: null })
    await putBack()
    await write(2001)
    expect((await verifyAudit(desk.system)).broken).toBeNull()
  })
})

/** The same numbers at each run: a failure can be looked at again. */
function randomFrom(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
