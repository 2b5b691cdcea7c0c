import { hash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noCounts } from '@/lib/usage/usage-counts'
import { findOnDisk } from '../fixtures/bytes-on-disk'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

describe.each(ENGINES)('the store on %s', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openTestDesk(engine)
  })
  afterAll(() => desk.close())

  const addGroup = (name: string) => (tx: Parameters<Parameters<TestDesk['store']['tx']>[0]>[0]) =>
    tx.insert(desk.store.tables.usageGroup).values({ id: name, name, state: 'active', createdAt: 1 })

  const groupNames = async () => {
    const { usageGroup } = desk.store.tables
    return (await desk.store.read.select({ name: usageGroup.name }).from(usageGroup)).map(({ name }) => name)
  }

  it('keeps nothing of a transaction that throws, and everything of its neighbours', async () => {
    const good = desk.store.tx(addGroup('kept-1'))
    const bad = desk.store.tx(async (tx) => {
      await addGroup('lost')(tx)
      throw new Error('changed my mind')
    })
    const alsoGood = desk.store.tx(addGroup('kept-2'))
    await expect(bad).rejects.toThrow('changed my mind')
    await Promise.all([good, alsoGood])
    const names = await groupNames()
    expect(names).toEqual(expect.arrayContaining(['kept-1', 'kept-2']))
    expect(names).not.toContain('lost')
  })

  it('lets two hundred concurrent writers count without losing one', async () => {
    const { usageRollup } = desk.store.tables
    const cell = { grain: 'year', period: 2026, processId: 'p', groupId: 'g' } as const
    await desk.store.tx((tx) => tx.insert(usageRollup).values({ ...cell, ...noCounts() }))
    const add = () =>
      desk.store.tx(async (tx) => {
        await tx
          .update(usageRollup)
          .set({ fresh: sql`${usageRollup.fresh} + 1` })
          .where(eq(usageRollup.processId, 'p'))
      })
    await Promise.all(Array.from({ length: 200 }, add))
    const [row] = await desk.store.read
      .select({ n: usageRollup.fresh })
      .from(usageRollup)
      .where(eq(usageRollup.processId, 'p'))
    expect(row?.n).toBe(200)
  })

  it('gives back instants, booleans and JSON as they went in, and counts as numbers', async () => {
    const { process, staff } = desk.store.tables
    const [person] = await desk.store.read.select().from(staff).where(eq(staff.email, 'support@desk.example'))
    expect(person).toMatchObject({ roles: ['support'], groupIds: null, createdAt: desk.clock() })
    const [journey] = await desk.store.read.select().from(process)
    expect(journey).toMatchObject({ byLink: true, makesIdclaim: false })
    const rows = await desk.store.read.rows<{ n: number }>(sql`select count(*) as n from ${staff}`)
    expect(Number(rows[0]?.n)).toBe(4)
  })

  // Postgres keeps its pages where no test of ours reads them: docs/retention.md says what its administrator must know.
  if (engine === 'sqlite')
    it('leaves no byte of what was deleted, in the file or beside it, once it is told to forget', async () => {
      const { searchTerm } = desk.store.tables
      // In no order, so that pages are split and their cells copied: that is what overwriting alone leaves behind.
      const terms = Array.from(
        { length: 6_000 },
        (_, n) => `${hash('sha256', `${n}`).slice(0, 12)}-forgettable-${n}`,
      )
      for (let at = 0; at < terms.length; at += 500) {
        const rows = terms.slice(at, at + 500).map((term) => ({ term, createdAt: at, enrollmentId: 'e' }))
        await desk.store.tx((tx) => tx.insert(searchTerm).values(rows))
      }
      const found = () => [
        ...new Set(findOnDisk(desk.directory, ['-forgettable-']).map((one) => one.replace(/:.*/, ''))),
      ]
      expect(await desk.store.forgetErased()).toBe(true)
      expect(found()).toEqual(['desk.sqlite'])
      await desk.store.tx((tx) => tx.delete(searchTerm).where(eq(searchTerm.enrollmentId, 'e')))
      expect(found()).toContain('desk.sqlite')
      const writing = Promise.all(
        Array.from({ length: 20 }, (_, n) => desk.store.tx(addGroup(`meanwhile-${n}`))),
      )
      expect(await desk.store.forgetErased()).toBe(true)
      await writing
      expect(found()).toEqual([])
      expect(await groupNames()).toEqual(expect.arrayContaining(['meanwhile-0', 'meanwhile-19']))
    })
})
