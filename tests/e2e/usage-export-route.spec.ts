import { createHash } from 'node:crypto'
import { type Browser, expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import type { ExportFormat } from '@/db/schema/usage'
import { DEMO_STAFF } from '@/lib/demo'
import { type Desk, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { newId } from '@/lib/new-id'
import type { ExportScope } from '@/lib/usage/exports/export-scope'
import { type DemoRole, deskUrl, staffPage } from './staff-page'

let desk: Desk
test.beforeAll(() => {
  desk = openDesk(parseSettings({ DATA_DIR: process.env.DESK_DATA_DIR, LOG_LEVEL: 'silent' }))
})
test.afterAll(() => desk.close())

/** What the manager asked for, as the desk writes it down: a month in which there was no desk. */
async function asked(format: ExportFormat, fileName: string): Promise<{ exportId: string; href: string }> {
  const email = DEMO_STAFF.find(({ roles }) => roles.includes('manager'))?.email ?? ''
  const { staff, usageExport } = desk.store.tables
  const [person] = await desk.store.read.select().from(staff).where(eq(staff.email, email))
  if (!person) throw new Error('there is no manager')
  const scope: ExportScope = {
    period: 'month',
    from: '2018-10-01',
    to: '2018-10-31',
    timeZone: desk.settings.TIME_ZONE,
    groups: null,
    processId: null,
    language: 'en',
    separator: ',',
    sheets: 'one',
  }
  const exportId = newId()
  await desk.store.tx((tx) =>
    tx.insert(usageExport).values({
      id: exportId,
      createdAt: Date.now(),
      createdBy: person.id,
      kind: 'summary',
      format,
      query: scope,
      columns: [],
      personal: false,
      fileName,
      state: 'ready',
      rows: 0,
      expectedRows: 0,
      bytes: 0,
      figures: {},
    }),
  )
  return { exportId, href: `/api/usage/exports/${exportId}` }
}

async function stored(exportId: string) {
  const { usageExport } = desk.store.tables
  const [row] = await desk.store.read.select().from(usageExport).where(eq(usageExport.id, exportId))
  return row
}

/** The cookie of someone who signed in. */
async function cookieOf(browser: Browser, role: DemoRole): Promise<string> {
  const { context } = await staffPage(browser, role)
  const cookies = await context.cookies()
  await context.close()
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

test('a file is served once, to the person who asked, from a page of the desk, under a name and type of its own', async ({
  browser,
}) => {
  const cookie = await cookieOf(browser, 'manager')
  const { exportId, href } = await asked('csv', 'usage-2018-10-all-groups-summary.csv')
  const get = (headers: Record<string, string>, method = 'GET') =>
    fetch(deskUrl(href), { method, headers, redirect: 'manual' })

  expect((await get({})).status).toBe(401)
  expect((await get({ cookie: await cookieOf(browser, 'support') })).status).toBe(403)
  for (const site of ['cross-site', 'same-site', 'none']) {
    expect((await get({ cookie, 'sec-fetch-site': site })).status).toBe(403)
  }
  expect((await get({ cookie }, 'HEAD')).status).toBe(405)
  expect((await stored(exportId))?.state).toBe('ready')

  const answer = await get({ cookie, 'sec-fetch-site': 'same-origin', 'accept-encoding': 'gzip, br' })
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="usage-2018-10-all-groups-summary.csv"; filename*=UTF-8''usage-2018-10-all-groups-summary.csv`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store, no-transform',
  })
  expect(answer.headers.get('content-encoding')).toBeNull()
  const bytes = Buffer.from(await answer.arrayBuffer())
  const row = await stored(exportId)
  expect(row).toMatchObject({ state: 'done', bytes: bytes.length })
  expect(row?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))

  const again = await get({ cookie, 'sec-fetch-site': 'same-origin' })
  expect(again.status).toBe(409)
  expect(await again.json()).toMatchObject({ message: { key: 'export.alreadyFetched' } })
})

test('a file keeps its name in any script, and has one for browsers that know ASCII only', async ({
  browser,
}) => {
  const cookie = await cookieOf(browser, 'manager')
  for (const [format, type] of [
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['jsonl', 'application/x-ndjson'],
  ] as const) {
    const { href } = await asked(format, `usage-2018-10-été-مجموعة-summary.${format}`)
    const answer = await fetch(deskUrl(href), { headers: { cookie, 'sec-fetch-site': 'same-origin' } })
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="usage-2018-10-ete-summary.${format}"; filename*=UTF-8''${encodeURIComponent(`usage-2018-10-été-مجموعة-summary.${format}`)}`,
    )
    await answer.arrayBuffer()
  }
})
