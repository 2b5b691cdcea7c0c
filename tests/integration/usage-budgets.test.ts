import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExportedFigures } from '@/db/schema/usage'
import type { ExportScope } from '@/lib/usage/exports/export-scope'
import { readBudgets } from '@/lib/usage/read-budgets'
import { readUsage } from '@/lib/usage/read-usage'
import { setAllowance } from '@/lib/usage/set-allowance'
import { addEnrollment } from '../fixtures/add-enrollment'
import { finalBody, sendCallback } from '../fixtures/send-callback'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

describe.each(ENGINES)('budgets of usage on %s', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openTestDesk(engine)
  })
  afterAll(() => desk.close())
  const manager = () => desk.as(desk.staff.manager)
  const allowanceRows = async () => {
    const { audit } = desk.store.tables
    return desk.store.read.select().from(audit).where(eq(audit.action, 'usage.allowance_changed'))
  }

  it('are set by managers, audited, and told when 80 % and all of it are used', async () => {
    const { groupId } = desk
    await setAllowance(manager(), { groupId, monthlyAllowance: 10 })
    await setAllowance(manager(), { groupId, monthlyAllowance: 10 })
    const [changed, ...more] = await allowanceRows()
    expect(more).toEqual([])
    expect(changed).toMatchObject({
      actorId: desk.staff.manager.id,
      targetKind: 'group',
      targetId: groupId,
      details: { from: null, to: 10 },
    })

    desk.setClock(Date.UTC(2026, 10, 10, 12))
    const reached = async () => {
      const [budget, ...others] = await readBudgets(manager())
      expect(others).toEqual([])
      return [budget?.used, budget?.reached]
    }
    expect(await reached()).toEqual([0, null])
    for (let made = 1; made <= 7; made++) await addEnrollment(desk, { groupId })
    // Neither counts: one that was never created, one of another group.
    await addEnrollment(desk, { groupId, status: 'NOT_CREATED' })
    await addEnrollment(desk, { groupId: desk.otherGroupId })
    expect(await reached()).toEqual([7, null])
    await addEnrollment(desk, { groupId })
    expect(await reached()).toEqual([8, 80])
    await addEnrollment(desk, { groupId })
    await addEnrollment(desk, { groupId })
    expect(await reached()).toEqual([10, 100])

    // Half of the month is over: as much again is to come.
    desk.setClock(Date.UTC(2026, 10, 15, 23))
    expect((await readBudgets(manager()))[0]).toMatchObject({ month: '2026-11', allowance: 10, forecast: 20 })
    const { budgets } = await readUsage(manager(), { period: 'year', from: '2020-01-01' })
    expect(budgets).toMatchObject([{ group: { id: groupId, name: 'Agence de Lyon' }, used: 10 }])
    expect((await readUsage(manager(), { groupId: desk.otherGroupId })).budgets).toEqual([])
  })

  it('are foreseen by the pace of the month before while the month is young', async () => {
    const { groupId } = desk
    // 1 December in Paris, six hours old, one enrollment; November had ten in 30 days.
    desk.setClock(Date.UTC(2026, 11, 1, 5))
    await addEnrollment(desk, { groupId })
    const [budget] = await readBudgets(manager())
    expect(budget).toMatchObject({ month: '2026-12', used: 1, reached: null, forecast: 11 })
    await setAllowance(manager(), { groupId, monthlyAllowance: null })
    expect(await readBudgets(manager())).toEqual([])
  })

  it('are not for support, not for other groups, and not below one', async () => {
    const { groupId, otherGroupId } = desk
    const limited = desk.as({ ...desk.staff.manager, groupIds: [groupId] })
    const before = await allowanceRows()
    for (const [ctx, input, error] of [
      [desk.as(desk.staff.support), { groupId, monthlyAllowance: 5 }, { code: 'FORBIDDEN' }],
      [limited, { groupId: otherGroupId, monthlyAllowance: 5 }, { code: 'NOT_FOUND' }],
      [manager(), { groupId: 'nobody', monthlyAllowance: 5 }, { code: 'NOT_FOUND' }],
      [
        manager(),
        { groupId, monthlyAllowance: 0 },
        { code: 'INVALID', fieldErrors: { monthlyAllowance: 'invalid' } },
      ],
      [manager(), { groupId, monthlyAllowance: 2.5 }, { fieldErrors: { monthlyAllowance: 'invalid' } }],
      [
        manager(),
        { groupId, monthlyAllowance: Number.NaN },
        { fieldErrors: { monthlyAllowance: 'invalid' } },
      ],
    ] as const) {
      await expect(setAllowance(ctx, input)).rejects.toMatchObject(error)
    }
    expect(await allowanceRows()).toHaveLength(before.length)
    await expect(readBudgets(desk.as(desk.staff.support))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe.each(ENGINES)('months that changed after they were exported, on %s', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openTestDesk(engine)
  })
  afterAll(() => desk.close())
  const manager = () => desk.as(desk.staff.manager)
  const wholeYear = { period: 'year', from: '2026-01-01' } as const

  /** An export as it stands in the list once it is done, with what it held. */
  async function exported(
    at: number,
    scope: Partial<ExportScope>,
    figures: Record<string, Record<string, ExportedFigures>>,
  ): Promise<string> {
    const query: ExportScope = {
      period: 'range',
      from: '2026-01-01',
      to: '2026-10-31',
      timeZone: 'Europe/Paris',
      groups: null,
      processId: null,
      language: 'fr',
      separator: ';',
      sheets: 'one',
      ...scope,
    }
    const id = `export-${at}`
    await desk.store.tx(async (tx) => {
      await tx.insert(desk.store.tables.usageExport).values({
        id,
        createdAt: at,
        createdBy: desk.staff.manager.id,
        kind: 'summary',
        format: 'csv',
        query,
        columns: [],
        personal: false,
        fileName: `${id}.csv`,
        state: 'done',
        rows: 1,
        expectedRows: 1,
        bytes: 100,
        sha256: 'a'.repeat(64),
        startedAt: at,
        finishedAt: at + 5,
        figures,
      })
    })
    return id
  }

  it('are told with the file and by how much, once a late callback has changed them', async () => {
    desk.setClock(Date.UTC(2026, 8, 30, 12))
    const late = await addEnrollment(desk)
    await addEnrollment(desk)
    desk.setClock(Date.UTC(2026, 9, 5, 12))
    await addEnrollment(desk, { groupId: desk.otherGroupId })
    desk.setClock(Date.UTC(2026, 10, 23, 9))
    const figures = {
      202609: { [desk.groupId]: { fresh: 2, ok: 0 } },
      202610: { [desk.otherGroupId]: { fresh: 1 } },
    }
    const first = await exported(1_000, {}, figures)
    expect((await readUsage(manager(), wholeYear)).changedMonths).toEqual([])

    await sendCallback(desk, late, finalBody('OK', '2026-11-23T08:00:00'))
    const change = { month: '2026-09', exportId: first, exportedAt: 1_005, fileName: `${first}.csv` }
    const differences = { fresh: -1, ok: 1 }
    expect((await readUsage(manager(), wholeYear)).changedMonths).toEqual([{ ...change, differences }])
    expect((await readUsage(manager(), { from: '2026-09-01' })).changedMonths).toHaveLength(1)
    // Not the month's concern, not this group's, not yet closed, or not this person's.
    expect((await readUsage(manager(), { from: '2026-10-01' })).changedMonths).toEqual([])
    expect((await readUsage(manager(), { ...wholeYear, groupId: desk.otherGroupId })).changedMonths).toEqual(
      [],
    )
    expect((await readUsage(manager(), {})).changedMonths).toEqual([])
    const limited = desk.as({ ...desk.staff.manager, groupIds: [desk.groupId] })
    expect((await readUsage(limited, wholeYear)).changedMonths).toEqual([])
  })

  it('are compared with the latest file that held the group, and no longer once it was exported again', async () => {
    // The older file of all groups differs too, but of this group the newer one is the latest.
    desk.setClock(Date.UTC(2026, 9, 6, 12))
    await addEnrollment(desk, { groupId: desk.otherGroupId })
    desk.setClock(Date.UTC(2026, 10, 23, 9))
    const ofGroup = await exported(2_000, { groups: [desk.otherGroupId] }, { 202610: {} })
    const changes = (await readUsage(manager(), wholeYear)).changedMonths
    expect(changes.map(({ month, exportId, differences }) => [month, exportId, differences])).toEqual([
      ['2026-09', 'export-1000', { fresh: -1, ok: 1 }],
      ['2026-10', ofGroup, { fresh: 2 }],
    ])
    await exported(
      3_000,
      {},
      {
        202609: { [desk.groupId]: { fresh: 1, ok: 1 } },
        202610: { [desk.otherGroupId]: { fresh: 2 } },
      },
    )
    expect((await readUsage(manager(), wholeYear)).changedMonths).toEqual([])
    // A file that held only a part of the month says nothing of it.
    await exported(4_000, { from: '2026-09-02' }, {})
    expect((await readUsage(manager(), { from: '2026-09-01' })).changedMonths).toEqual([])
  })
})
