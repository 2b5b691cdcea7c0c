import { setTimeout as wait } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context, StaffActor } from '@/lib/context'
import { type AskExportInput, askExport } from '@/lib/usage/exports/ask-export'
import { cancelExport } from '@/lib/usage/exports/cancel-export'
import { listExports } from '@/lib/usage/exports/list-exports'
import { openExport } from '@/lib/usage/exports/open-export'
import { readExportProgress } from '@/lib/usage/exports/read-export-progress'
import { exportAudit, exportRow, readExport } from '../fixtures/read-export'
import { ENGINES } from '../fixtures/test-desk'
import { until } from '../fixtures/until'
import { openUsageDesk, type UsageDesk } from '../fixtures/usage-desk'

// More pages of the query than a stream reads ahead.
const ENROLLMENTS = 3_200
const PERIOD = { period: 'range', from: '2024-11-01', to: '2026-11-23' } as const
const LINES = {
  kind: 'lines',
  format: 'csv',
  query: PERIOD,
  language: 'fr',
} as const satisfies AskExportInput

describe.each(ENGINES)('exports of usage on %s', (engine) => {
  let desk: UsageDesk
  beforeAll(async () => {
    desk = await openUsageDesk(engine, ENROLLMENTS)
  }, 120_000)
  afterAll(() => desk.close())

  const ask = async (input: AskExportInput = LINES, actor: StaffActor = desk.manager) =>
    (await askExport(desk.as(actor), input)).exportId
  const limitedTo = (groupIds: string[], actor: StaffActor = desk.manager): StaffActor => ({
    ...actor,
    groupIds,
  })
  const withCompliance = (): StaffActor => ({ ...desk.manager, roles: ['manager', 'compliance'] })

  /** The desk for this person, and how many queries for rows its exports have made. */
  function watched(actor: StaffActor = desk.manager) {
    const ctx = desk.as(actor)
    let queries = 0
    const rows: Context['store']['read']['rows'] = (query) => {
      queries += 1
      return ctx.store.read.rows(query)
    }
    const read = Object.assign(Object.create(ctx.store.read), { rows })
    return { ctx: { ...ctx, store: { ...ctx.store, read } }, queries: () => queries }
  }

  test.each(['support', 'compliance', 'admin'] as const)('%s staff may not export', async (role) => {
    await expect(ask(LINES, desk.staff[role])).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const exportId = await ask()
    const theirs = desk.as(desk.staff[role])
    await expect(openExport(theirs, { exportId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(listExports(theirs)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(readExportProgress(theirs, { exportId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('what the page refuses, an export refuses with the same words', async () => {
    await expect(
      ask({ ...LINES, query: { period: 'range', from: '2026-11-23', to: '2026-11-01' } }),
    ).rejects.toMatchObject({ code: 'INVALID', fieldErrors: { to: 'endsBeforeStart' } })
    await expect(ask({ ...LINES, query: { ...PERIOD, groupId: 'nobody' } })).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { groupId: 'unknownGroup' },
    })
    await expect(ask({ ...LINES, columns: [] })).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { columns: 'required' },
    })
  })

  test('a person limited to groups exports those only, and cannot name another', async () => {
    const actor = limitedTo([desk.groupId, desk.otherGroupId])
    const { bytes, exportId, fileName } = await readExport(desk, actor, { ...LINES, format: 'jsonl' })
    const { enrollment } = desk.store.tables
    const all = await desk.store.read.select().from(enrollment)
    const theirs = all.filter(
      ({ groupId, status }) => actor.groupIds?.includes(groupId) && status !== 'NOT_CREATED',
    )
    expect(bytes.toString('utf8').trimEnd().split('\n')).toHaveLength(theirs.length)
    expect(fileName).toBe('consommation-2024-11-01_2026-11-23-2-groupes-lignes.jsonl')
    const { figures } = await exportRow(desk, exportId)
    expect(new Set(Object.values(figures).flatMap((groups) => Object.keys(groups)))).toEqual(
      new Set(actor.groupIds),
    )
    const summary = await readExport(desk, actor, { ...LINES, kind: 'summary', format: 'jsonl' })
    expect(summary.bytes.toString('utf8').trimEnd().split('\n')).toHaveLength(4)
    const other = [...desk.groupNames.keys()].at(-1) ?? ''
    for (const groupId of [other, '']) {
      await expect(ask({ ...LINES, query: { ...PERIOD, groupId } }, actor)).rejects.toMatchObject({
        code: 'INVALID',
        fieldErrors: { groupId: 'unknownGroup' },
      })
    }
  })

  test('who is limited to groups after asking can no longer fetch what is of other groups', async () => {
    const exportId = await ask()
    const limited = desk.as(limitedTo([desk.groupId]))
    await expect(openExport(limited, { exportId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await exportRow(desk, exportId)).state).toBe('ready')
  })

  test('personal columns need the compliance role too, when asked for and when fetched', async () => {
    const personal: AskExportInput = { ...LINES, format: 'jsonl', columns: ['id', 'lastName', 'email'] }
    for (const roles of [['manager'], ['manager', 'support']] as const) {
      await expect(ask(personal, { ...desk.manager, roles: [...roles] })).rejects.toMatchObject({
        code: 'FORBIDDEN',
        userMessage: { key: 'export.personal' },
      })
    }
    const exportId = await ask(personal, withCompliance())
    await expect(openExport(desk.as(desk.manager), { exportId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { stream } = await openExport(desk.as(withCompliance()), { exportId })
    const lines = (await new Response(stream).text()).trimEnd().split('\n')
    const { enrollment } = desk.store.tables
    const first = JSON.parse(lines[0] ?? '{}')
    const [row] = await desk.store.read.select().from(enrollment).where(eq(enrollment.id, first.id))
    expect(first).toEqual({ id: row?.id, lastName: row?.lastName, email: row?.email })
    expect(await exportAudit(desk, exportId)).toEqual([
      expect.objectContaining({
        action: 'usage.export_asked',
        details: expect.objectContaining({ personal: true, columns: 'id lastName email' }),
      }),
      expect.objectContaining({
        action: 'usage.exported',
        details: expect.objectContaining({ personal: true, rows: lines.length }),
      }),
    ])
  })

  test('an export is fetched once, by the person who asked for it, however many try', async () => {
    const exportId = await ask()
    const stranger = desk.as({ ...desk.staff.admin, roles: ['manager'] })
    await expect(openExport(stranger, { exportId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(readExportProgress(stranger, { exportId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(cancelExport(stranger, { exportId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () => openExport(desk.as(desk.manager), { exportId })),
    )
    const opened = tries.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []))
    const refused = tries.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason] : []))
    expect(opened).toHaveLength(1)
    expect(refused.map(({ code, userMessage }) => [code, userMessage.key])).toEqual(
      Array.from({ length: 4 }, () => ['CONFLICT', 'export.alreadyFetched']),
    )
    for (const { stream } of opened) await new Response(stream).arrayBuffer()
    await expect(openExport(desk.as(desk.manager), { exportId })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await exportRow(desk, exportId)).state).toBe('done')
  })

  test('nothing is read ahead of a reader who does not read', async () => {
    const { ctx, queries } = watched()
    const exportId = await ask()
    const { stream } = await openExport(ctx, { exportId })
    const reader = stream.getReader()
    await reader.read()
    await reader.read()
    const before = queries()
    await wait(200)
    // A page is two queries, and one page is held ready.
    expect(queries()).toBeLessThanOrEqual(before + 2)
    await reader.cancel()
  })

  test.each([
    ['the browser goes away', 'signal'],
    ['the download is stopped', 'cancel'],
  ] as const)('when %s, the query stops and the export is canceled', async (_, how) => {
    const { ctx, queries } = watched()
    const exportId = await ask()
    const connection = new AbortController()
    const { stream } = await openExport(ctx, { exportId, signal: connection.signal })
    const reader = stream.getReader()
    await reader.read()
    await reader.read()
    const stopped = performance.now()
    if (how === 'signal') connection.abort()
    else await reader.cancel()
    await until(
      'the export to be canceled',
      async () => (await exportRow(desk, exportId)).state === 'canceled',
    )
    expect(performance.now() - stopped).toBeLessThan(1_000)
    const before = queries()
    if (how === 'signal') await expect(reader.read()).rejects.toThrow('stopped')
    await wait(100)
    expect(queries()).toBe(before)
    const row = await exportRow(desk, exportId)
    expect(row.rows).toBeLessThan(row.expectedRows ?? 0)
    expect(row.sha256).toBeNull()
    expect((await exportAudit(desk, exportId)).map(({ action }) => action)).toEqual([
      'usage.export_asked',
      'usage.export_canceled',
    ])
  })

  test.each(['csv', 'xlsx', 'jsonl'] as const)(
    'a running %s export that is canceled stops within a second',
    async (format) => {
      const { ctx, queries } = watched()
      const exportId = await ask({ ...LINES, format })
      const { stream } = await openExport(ctx, { exportId })
      const reader = stream.getReader()
      await reader.read()
      const canceled = performance.now()
      await cancelExport(desk.as(desk.manager), { exportId })
      await expect(reader.closed).rejects.toThrow('stopped')
      expect(performance.now() - canceled).toBeLessThan(1_000)
      const before = queries()
      await wait(100)
      expect(queries()).toBe(before)
      expect(await readExportProgress(desk.as(desk.manager), { exportId })).toMatchObject({
        state: 'canceled',
      })
      expect((await exportAudit(desk, exportId)).map(({ action }) => action)).toEqual([
        'usage.export_asked',
        'usage.export_canceled',
      ])
    },
  )

  test('an export that is canceled before it is fetched is not fetched any more', async () => {
    const exportId = await ask()
    await cancelExport(desk.as(desk.manager), { exportId })
    await cancelExport(desk.as(desk.manager), { exportId })
    await expect(openExport(desk.as(desk.manager), { exportId })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await exportAudit(desk, exportId)).toHaveLength(2)
  })

  test('progress tells how far a running export is', async () => {
    const exportId = await ask()
    const progress = () => readExportProgress(desk.as(desk.manager), { exportId })
    expect(await progress()).toMatchObject({ state: 'ready', rows: 0 })
    const { stream } = await openExport(desk.as(desk.manager), { exportId })
    const reader = stream.getReader()
    await reader.read()
    await reader.read()
    const { rows, expectedRows } = await until('some rows', async () => {
      const now = await progress()
      return now.state === 'running' && now.rows > 0 ? now : null
    })
    expect(rows).toBeLessThan(expectedRows ?? 0)
    for (;;) if ((await reader.read()).done) break
    expect(await progress()).toMatchObject({ state: 'done', rows: expectedRows, expectedRows })
  })

  test('an export whose query fails has failed, and its file breaks off', async () => {
    const { ctx } = watched()
    const exportId = await ask()
    let queries = 0
    const rows: Context['store']['read']['rows'] = (query) => {
      queries += 1
      if (queries === 3) throw new Error('the disk is gone')
      return ctx.store.read.rows(query)
    }
    const read = Object.assign(Object.create(ctx.store.read), { rows })
    const { stream } = await openExport({ ...ctx, store: { ...ctx.store, read } }, { exportId })
    await expect(new Response(stream).arrayBuffer()).rejects.toThrow('the disk is gone')
    expect(await exportRow(desk, exportId)).toMatchObject({ state: 'failed', sha256: null })
    expect((await exportAudit(desk, exportId)).map(({ action }) => action)).toEqual([
      'usage.export_asked',
      'usage.export_failed',
    ])
  })

  test('an export whose server was killed shows as failed after a minute of silence', async () => {
    const exportId = await ask()
    const { usageExport } = desk.store.tables
    const now = desk.clock()
    const died = { state: 'running' as const, startedAt: now - 90_000, finishedAt: now - 59_000 }
    await desk.store.tx((tx) => tx.update(usageExport).set(died).where(eq(usageExport.id, exportId)))
    const state = async () => (await readExportProgress(desk.as(desk.manager), { exportId })).state
    expect(await state()).toBe('running')
    desk.setClock(now + 2_000)
    expect(await state()).toBe('failed')
    const { exports } = await listExports(desk.as(desk.manager))
    expect(exports.find(({ id }) => id === exportId)?.state).toBe('failed')
    desk.setClock(now)
  })

  test('the list leads from page to page without losing or repeating an export', async () => {
    for (let n = 0; n < 7; n++) await ask()
    const whole = (await listExports(desk.as(desk.manager), { limit: 100 })).exports.map(({ id }) => id)
    expect(whole).toEqual([...whole].sort().reverse())
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page = await listExports(desk.as(desk.manager), { cursor, limit: 3 })
      seen.push(...page.exports.map(({ id }) => id))
      cursor = page.next
    } while (cursor !== null)
    expect(seen).toEqual(whole)
    expect((await listExports(desk.as(desk.manager), { cursor: 'x; drop', limit: 1 })).exports).toHaveLength(
      1,
    )
  })

  test('the list names who, what and the hash; people limited to groups see no other group in it', async () => {
    const query = { ...PERIOD, groupId: desk.groupId, processId: desk.processId }
    const { exportId } = await readExport(desk, desk.manager, { ...LINES, query })
    await ask({ ...LINES, query: { ...PERIOD, groupId: desk.otherGroupId } })
    await ask()
    const colleague = limitedTo([desk.groupId], { ...desk.staff.admin, roles: ['manager'] })
    const { exports } = await listExports(desk.as(colleague), { limit: 100 })
    expect(exports.length).toBeGreaterThan(0)
    for (const { groups } of exports) {
      expect(groups).toEqual([{ id: desk.groupId, name: 'Agence de Lyon' }])
    }
    const row = await exportRow(desk, exportId)
    expect(exports.find(({ id }) => id === exportId)).toEqual({
      id: exportId,
      createdAt: row.createdAt,
      by: { id: desk.manager.id, name: desk.manager.name },
      kind: 'lines',
      format: 'csv',
      range: { from: PERIOD.from, to: PERIOD.to },
      groups: [{ id: desk.groupId, name: 'Agence de Lyon' }],
      process: { id: desk.processId, name: 'Ouverture de compte' },
      columns: row.columns,
      personal: false,
      fileName: 'consommation-2024-11-01_2026-11-23-agence-de-lyon-ouverture-de-compte-lignes.csv',
      state: 'done',
      rows: row.rows,
      bytes: row.bytes,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      finishedAt: row.finishedAt,
    })
  })
})
