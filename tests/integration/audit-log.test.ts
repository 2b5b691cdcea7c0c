import { parse } from 'csv-parse/sync'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AUDIT_ACTIONS } from '@/lib/audit/audit-actions'
import { auditQuery, readAuditAddress } from '@/lib/audit/audit-address'
import { exportAudit } from '@/lib/audit/export-audit'
import { GENESIS_HASH, hashAuditRow } from '@/lib/audit/hash-audit-row'
import { listAudit } from '@/lib/audit/list-audit'
import { verifyAudit } from '@/lib/audit/verify-audit'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import en from '@/lib/i18n/messages/en/audit.json'
import fr from '@/lib/i18n/messages/fr/audit.json'
import { changeStaffAccess } from '@/lib/staff/change-staff-access'
import { addEnrollment } from '../fixtures/add-enrollment'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const DAY = 86_400_000

it('words every act in French and in English', () => {
  for (const messages of [fr, en]) {
    const words = AUDIT_ACTIONS.map((action) => {
      const [subject = '', act = ''] = action.split('.')
      return (messages.actions as Record<string, Record<string, string>>)[subject]?.[act]
    })
    expect(words).not.toContain(undefined)
    expect(new Set(words).size).toBe(AUDIT_ACTIONS.length)
  }
})

it('takes what an address says of filters, and names what it does not understand', () => {
  const { filter, wrong } = readAuditAddress({
    actor: 'system',
    action: 'evidence.viewed',
    kind: 'nothing-of-ours',
    from: '2026-11-23',
    to: '2026-11-22',
    target: ' abc ',
  })
  expect(filter).toEqual({
    actor: 'system',
    action: 'evidence.viewed',
    targetKind: null,
    targetId: 'abc',
    from: '2026-11-23',
    to: null,
  })
  expect(wrong.toSorted()).toEqual(['targetKind', 'to'])
  expect(readAuditAddress(Object.fromEntries(new URLSearchParams(auditQuery(filter)))).filter).toEqual(filter)
})

it('reads a page of it by an index in the order it is shown, whatever is asked for', async () => {
  const desk = await openTestDesk('sqlite')
  try {
    const { read } = desk.store
    const plans: Record<string, string> = {}
    let asked = ''
    const database = Reflect.get(read, '$client') as { prepare(text: string): { all(): unknown[] } }
    const prepare = database.prepare.bind(database)
    database.prepare = (text) => {
      if (/ from "audit" .*order by/.test(text)) {
        const steps = prepare(`explain query plan ${text.replaceAll('?', '1')}`).all() as { detail: string }[]
        plans[asked] = steps.map(({ detail }) => detail).join('\n')
      }
      return prepare(text)
    }
    const filters: [index: string, filter: Parameters<typeof listAudit>[1]['filter']][] = [
      ['audit_at', {}],
      ['audit_at', { from: '2026-11-01', to: '2026-11-30' }],
      ['audit_actor', { actor: desk.staff.admin.id }],
      ['audit_actor', { actor: 'callback' }],
      ['audit_actor', { actor: desk.staff.admin.id, targetKind: 'staff', from: '2026-11-01' }],
      ['audit_action', { action: 'staff.signed_in' }],
      ['audit_action', { action: 'staff.signed_in', targetKind: 'staff', to: '2026-11-30' }],
      ['audit_kind', { targetKind: 'group' }],
      ['audit_target', { targetId: 'somebody' }],
      ['audit_target', { targetId: 'somebody', targetKind: 'staff' }],
    ]
    for (const [index, filter] of filters) {
      for (const after of [null, { at: desk.clock(), id: 'z' }]) {
        asked = JSON.stringify([filter, after])
        await listAudit(desk.as(desk.staff.admin), { filter, after })
        const steps = after || Object.keys(filter).length > 0 ? 'SEARCH' : 'SCAN'
        expect(plans[asked], asked).toMatch(new RegExp(`^${steps} audit USING INDEX ${index}\\b`))
        expect(plans[asked], asked).not.toContain('TEMP B-TREE')
      }
    }
  } finally {
    await desk.close()
  }
})

describe.each(ENGINES)('the audit log on %s', (engine) => {
  let desk: TestDesk
  let seen: string
  let unseen: string
  const limited = () => desk.as({ ...desk.staff.compliance, groupIds: [desk.groupId] })

  beforeAll(async () => {
    desk = await openTestDesk(engine)
    seen = (await addEnrollment(desk, { groupId: desk.groupId })).id
    unseen = (await addEnrollment(desk, { groupId: desk.otherGroupId })).id
    const start = desk.clock()
    for (let number = 0; number < 120; number++) {
      desk.setClock(start + Math.floor(number / 3) * 1000)
      await act(desk.as(desk.staff.compliance), number % 2 ? seen : unseen, { number })
    }
    desk.setClock(start + 2 * DAY)
    await act(desk.as({ kind: 'callback' }), seen, { number: 120 })
  })
  afterAll(() => desk.close())

  const act = (ctx: Context, targetId: string, details: Record<string, string | number>) =>
    desk.store.tx((tx) =>
      writeAudit(ctx, tx, { action: 'evidence.viewed', targetKind: 'enrollment', targetId, details }),
    )

  const everyPage = async (ctx: Context, filter: Parameters<typeof listAudit>[1]['filter']) => {
    const all = []
    let after: Parameters<typeof listAudit>[1]['after'] = null
    do {
      const page: Awaited<ReturnType<typeof listAudit>> = await listAudit(ctx, { filter, after })
      all.push(...page.rows)
      after = page.next
    } while (after)
    return all
  }

  it('gives every row once, newest first, over all pages', async () => {
    const { audit } = desk.store.tables
    const rows = await everyPage(desk.as(desk.staff.admin), {})
    const kept = await desk.store.read
      .select({ id: audit.id })
      .from(audit)
      .orderBy(asc(audit.at), asc(audit.id))
    expect(rows.map(({ id }) => id)).toEqual(kept.map(({ id }) => id).reverse())
  })

  it('finds by who acted, what they did, to what, and when', async () => {
    const admin = desk.as(desk.staff.admin)
    const count = async (filter: Parameters<typeof listAudit>[1]['filter']) =>
      (await everyPage(admin, filter)).length
    expect(await count({ actor: desk.staff.compliance.id })).toBe(120)
    expect(await count({ actor: 'callback' })).toBe(1)
    expect(await count({ actor: 'system', action: 'evidence.viewed' })).toBe(0)
    expect(await count({ action: 'evidence.viewed' })).toBe(121)
    expect(await count({ targetId: seen })).toBe(61)
    expect(await count({ targetKind: 'enrollment', action: 'evidence.viewed', to: '2026-11-24' })).toBe(120)
    expect(await count({ from: '2026-11-25', to: '2026-11-25' })).toBe(1)
    await expect(listAudit(admin, { filter: { from: '2026-11-25', to: '2026-11-24' } })).rejects.toThrow(
      'endBeforeStart',
    )
  })

  it('names people by their id, and only shows what happened in their groups to those who are limited', async () => {
    const rows = await everyPage(limited(), { action: 'evidence.viewed', actor: desk.staff.compliance.id })
    expect(rows).toHaveLength(120)
    const shown = rows.filter(({ target }) => target !== null)
    expect(shown).toHaveLength(60)
    expect(shown[0]).toMatchObject({
      actor: { kind: 'staff', name: 'compliance person' },
      target: { kind: 'enrollment', id: seen, exists: true },
      details: { number: 119 },
    })
    expect(JSON.stringify(rows)).not.toContain(unseen)
    expect(rows.filter(({ target }) => target === null).map(({ details }) => details)).toEqual(
      Array(60).fill(null),
    )
    expect(JSON.stringify(await everyPage(limited(), { targetKind: 'group' }))).not.toContain('Nantes')
  })

  it('tells groups and processes in the details by their names, to those who may see the group', async () => {
    const { id } = desk.staff.support
    const groups = [desk.groupId, desk.otherGroupId].sort()
    await changeStaffAccess(desk.as(desk.staff.admin), { staffId: id, roles: ['support'], groupIds: groups })
    const namesSeenBy = async (ctx: Context) =>
      (await everyPage(ctx, { action: 'staff.changed' })).map(({ names }) => names)
    expect(await namesSeenBy(desk.as(desk.staff.admin))).toEqual([
      { [desk.groupId]: 'Agence de Lyon', [desk.otherGroupId]: 'Agence de Nantes' },
    ])
    expect(await namesSeenBy(limited())).toEqual([{}])
    const own = desk.as({ ...desk.staff.support, roles: ['compliance'], groupIds: [desk.groupId] })
    expect(await namesSeenBy(own)).toEqual([{ [desk.groupId]: 'Agence de Lyon' }])
  })

  it('leaves support and managers outside, and exports to nobody who is limited to groups', async () => {
    for (const role of ['support', 'manager'] as const) {
      const ctx = desk.as(desk.staff[role])
      await expect(listAudit(ctx, { filter: {} })).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(exportAudit(ctx, { filter: {}, format: 'csv' })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    }
    await expect(exportAudit(limited(), { filter: {}, format: 'csv' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  it('exports a chain that can be checked without the desk, and records who took how much', async () => {
    const admin = desk.as({ ...desk.staff.admin, language: 'en' })
    const before = await verifyAudit(desk.system)
    const { stream, fileName } = await exportAudit(admin, { filter: {}, format: 'jsonl' })
    expect(fileName).toBe('audit-2026-11-25.jsonl')
    const lines = (await new Response(stream).text()).trimEnd().split('\n')
    const rows = lines.map((line) => JSON.parse(line)).sort((one, other) => one.seq - other.seq)
    let previousHash = GENESIS_HASH
    for (const row of rows) {
      expect(row.previousHash).toBe(previousHash)
      expect(hashAuditRow(row)).toBe(row.hash)
      previousHash = row.hash
    }
    expect({ rows: rows.length, hash: previousHash }).toEqual({ rows: before.rows, hash: before.hash })
    const [newest] = (await listAudit(admin, { filter: { action: 'audit.exported' } })).rows
    expect(newest).toMatchObject({
      actor: { id: desk.staff.admin.id },
      details: { format: 'jsonl', rows: before.rows },
    })
    expect((await verifyAudit(desk.system)).broken).toBeNull()
  })

  it('exports CSV that runs no formula, with the separator of the reader, of what was asked for', async () => {
    await act(desk.as(desk.staff.support), '=cmd()', { number: -1 })
    const { stream } = await exportAudit(desk.as(desk.staff.admin), {
      filter: { action: 'evidence.viewed', actor: desk.staff.support.id },
      format: 'csv',
    })
    const bytes = Buffer.from(await new Response(stream).arrayBuffer())
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const rows: Record<string, string>[] = parse(bytes, { bom: true, columns: true, delimiter: ';' })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      at: '2026-11-25T09:00:00.000Z',
      targetId: "'=cmd()",
      details: '{"number":-1}',
      action: 'evidence.viewed',
    })
    expect(rows[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('reads no further page once the reader has left', async () => {
    const stop = new AbortController()
    const { audit } = desk.store.tables
    // More than one page, without a place in the chain's walk: this desk ends with this test.
    const [row] = await desk.store.read.select().from(audit).where(eq(audit.seq, 1))
    if (!row) throw new Error('no row')
    await desk.store.tx(async (tx) => {
      for (let number = 0; number < 2_500; number += 100) {
        await tx.insert(audit).values(
          Array.from({ length: 100 }, (_, index) => ({
            ...row,
            id: `more-${number + index}`,
            seq: -number - index - 1,
          })),
        )
      }
    })
    const { stream } = await exportAudit(desk.as(desk.staff.admin), {
      filter: {},
      format: 'jsonl',
      signal: stop.signal,
    })
    const reader = stream.getReader()
    expect((await reader.read()).value?.byteLength).toBeGreaterThan(0)
    stop.abort(new Error('gone'))
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toThrow('gone')
  })
})
