import { and, eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { checkRollup } from '@/lib/usage/check-rollup'
import { readUsage } from '@/lib/usage/read-usage'
import { ensureRollup, rebuildRollup } from '@/lib/usage/rebuild-rollup'
import { addEnrollment } from '../fixtures/add-enrollment'
import { finalBody, sendCallback } from '../fixtures/send-callback'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

describe.each(ENGINES)('the rollup of usage on %s', (engine) => {
  let desk: TestDesk
  beforeEach(async () => {
    desk = await openTestDesk(engine)
    // The last half hour of October in Paris; New York is still at supper.
    desk.setClock(Date.UTC(2026, 9, 31, 22, 30))
    const done = await addEnrollment(desk)
    await sendCallback(desk, done, finalBody('OK', '2026-10-31T22:45:00'))
    // 30 minutes into November, for both of them the same day.
    desk.setClock(Date.UTC(2026, 10, 1, 6, 30))
    await addEnrollment(desk, { groupId: '' })
  })
  afterEach(() => desk.close())

  const cells = async () => {
    const { usageRollup } = desk.store.tables
    const rows = await desk.store.read.select().from(usageRollup)
    return rows
      .map(({ durations, version: _, ...row }) => ({
        ...row,
        durations: Buffer.from(durations ?? []).toString('hex'),
      }))
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
  }
  const inZone = (TIME_ZONE: string): Context => ({
    ...desk.system,
    settings: { ...desk.settings, TIME_ZONE },
  })

  it('is the same built at once as moved step by step', async () => {
    const moved = await cells()
    expect(moved.map(({ grain, period }) => `${grain} ${period}`).sort()).toEqual([
      'day 20261031',
      'day 20261101',
      'month 202610',
      'month 202611',
      'year 2026',
      'year 2026',
    ])
    await rebuildRollup(desk.system)
    expect(await cells()).toEqual(moved)
  })

  it('is built when a desk has enrollments and no figures, once', async () => {
    const moved = await cells()
    await desk.store.tx(async (tx) => {
      await tx.delete(desk.store.tables.usageRollup)
    })
    expect(await ensureRollup(desk.system)).toBe(true)
    expect(await cells()).toEqual(moved)
    expect(await ensureRollup(desk.system)).toBe(false)
  })

  it('is built anew for another time zone, in which days begin elsewhere', async () => {
    await ensureRollup(desk.system)
    const newYork = inZone('America/New_York')
    expect(await ensureRollup(newYork)).toBe(true)
    expect(await checkRollup(newYork, { repair: false })).toMatchObject({ differences: [] })
    const tokyo = inZone('Asia/Tokyo')
    expect(await ensureRollup(tokyo)).toBe(true)
    // In Tokyo it is November for both of them.
    const months = (await cells()).filter(({ grain }) => grain === 'month').map(({ period }) => period)
    expect(months).toEqual([202611, 202611])
    expect((await checkRollup(desk.system, { repair: false })).differences).not.toEqual([])
  })

  it('is found wrong cell by cell when it was damaged, and repaired', async () => {
    const sound = await cells()
    const { usageRollup } = desk.store.tables
    const october = and(eq(usageRollup.grain, 'month'), eq(usageRollup.period, 202610))
    await desk.store.tx(async (tx) => {
      await tx
        .update(usageRollup)
        .set({ ok: sql`${usageRollup.ok} + 2`, durations: null })
        .where(october)
      const [row] = await tx.select().from(usageRollup).where(eq(usageRollup.grain, 'day')).limit(1)
      if (row) await tx.insert(usageRollup).values({ ...row, period: 20200101 })
    })
    const place = { groupId: desk.groupId, processId: desk.processId }
    const { differences } = await checkRollup(desk.system, { repair: false })
    expect(differences).toEqual(
      expect.arrayContaining([
        { grain: 'month', period: 202610, ...place, what: 'ok', kept: 3, counted: 1 },
        expect.objectContaining({ grain: 'month', period: 202610, what: 'durations', kept: '' }),
        expect.objectContaining({ grain: 'day', period: 20200101, counted: 0 }),
      ]),
    )
    expect(await checkRollup(desk.system, { repair: true })).toMatchObject({ repaired: true })
    expect(await cells()).toEqual(sound)
    expect(await checkRollup(desk.system, { repair: true })).toEqual({ differences: [], repaired: false })
  })

  it('tells each reader what there is now, however often it was asked before', async () => {
    const manager = desk.as(desk.staff.manager)
    const range = { period: 'range', from: '2026-09-15', to: '2026-11-20' } as const
    const figures = async () => {
      const { totals, months, rows } = await readUsage(manager, range)
      const ofRows = rows.reduce((sum, row) => sum + row.figures.ok, 0)
      return { total: totals.now.total, ok: [totals.now.ok, ofRows, months[1]?.figures.ok] }
    }
    expect(await figures()).toEqual({ total: 2, ok: [1, 1, 1] })
    desk.setClock(Date.UTC(2026, 9, 20, 9))
    const another = await addEnrollment(desk)
    expect(await figures()).toEqual({ total: 3, ok: [1, 1, 1] })
    await sendCallback(desk, another, finalBody('OK', '2026-10-20T11:45:00'))
    expect(await figures()).toEqual({ total: 3, ok: [2, 2, 2] })
    const median = (await readUsage(manager, range)).totals.now.medianMs
    desk.setClock(Date.UTC(2026, 10, 2, 9))
    await desk.store.tx(async (tx) => {
      await tx.update(desk.store.tables.enrollment).set({ finishedAt: Date.UTC(2026, 10, 1, 9) })
    })
    await rebuildRollup(desk.system)
    expect((await readUsage(manager, range)).totals.now.medianMs).toBeGreaterThan(median ?? 0)
  })

  it('is for the desk itself only', async () => {
    const admin = desk.as(desk.staff.admin)
    for (const call of [rebuildRollup, ensureRollup, (ctx: Context) => checkRollup(ctx, { repair: true })]) {
      await expect(call(admin)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
  })
})
