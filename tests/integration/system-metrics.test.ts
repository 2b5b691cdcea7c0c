import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { GET as health } from '@/app/api/health/route'
import { GET as metrics } from '@/app/api/metrics/route'
import { metricsText } from '@/lib/system/metrics-text'
import { addEnrollment } from '../fixtures/add-enrollment'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const TOKEN = 'a-token-for-the-metrics-of-a-test'
const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/g

type Family = { type: string; samples: { labels: Record<string, string>; value: number }[] }

/** Reads the text format strictly: HELP, then TYPE, then the samples of that family together; nothing twice. */
function parse(text: string): Map<string, Family> {
  expect(text.endsWith('\n')).toBe(true)
  const families = new Map<string, Family>()
  const seen = new Set<string>()
  let current: { name: string; family: Family | null } | null = null
  for (const line of text.slice(0, -1).split('\n')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
    if (kind === 'HELP') {
      expect(name).toMatch(NAME)
      expect(families.has(name), name).toBe(false)
      current = { name, family: null }
    } else if (kind === 'TYPE') {
      expect(current?.name).toBe(name)
      expect(['gauge', 'counter']).toContain(rest)
      const family: Family = { type: rest, samples: [] }
      families.set(name, family)
      current = { name, family }
    } else {
      const [whole, sampleName, labelText = '', value = ''] = SAMPLE.exec(line) ?? []
      expect(whole, line).toBe(line)
      expect(sampleName).toBe(current?.name)
      const key = `${sampleName}{${labelText}}`
      expect(seen.has(key), key).toBe(false)
      seen.add(key)
      const found = [...labelText.matchAll(LABEL)]
      expect(found.map(([part]) => part).join('')).toBe(labelText)
      expect(value).toMatch(/^(-?\d+(\.\d+)?(e[+-]?\d+)?|NaN|[+-]Inf)$/)
      current?.family?.samples.push({
        labels: Object.fromEntries(found.map(([, label = '', text = '']) => [label, text])),
        value: Number(value),
      })
    }
  }
  return families
}

describe('the text that Prometheus reads', () => {
  it('escapes what a label and a sentence may hold, and leaves out what nobody knows', () => {
    const text = metricsText([
      {
        name: 'a_total',
        help: 'One line\nand \\ another.',
        type: 'counter',
        samples: [{ labels: { kind: 'a "b" \\ c\nd' }, value: 1.5e-7 }],
      },
      { name: 'b', help: 'Nothing.', type: 'gauge', samples: [] },
    ])
    expect(text).toBe(
      '# HELP a_total One line\\nand \\\\ another.\n# TYPE a_total counter\na_total{kind="a \\"b\\" \\\\ c\\nd"} 1.5e-7\n',
    )
    expect([...parse(text).keys()]).toEqual(['a_total'])
  })
})

const serve = (desk: unknown) => Object.assign(globalThis, { __id360Desk: desk })
const ask = (authorization?: string) =>
  metrics(
    new Request('http://desk.example.org/api/metrics', authorization ? { headers: { authorization } } : {}),
  )

describe.each(ENGINES)('the routes of monitoring on %s', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openTestDesk(engine, { env: { METRICS_TOKEN: TOKEN } })
    serve(desk)
  })
  afterEach(() => serve(desk))
  afterAll(async () => {
    serve(undefined)
    await desk.close()
  })

  it('give metrics to whoever has the token, and to nobody else', async () => {
    for (const wrong of [undefined, '', 'Bearer', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, TOKEN]) {
      const answer = await ask(wrong)
      expect([answer.status, await answer.text()]).toEqual([401, ''])
    }
    const answer = await ask(`Bearer ${TOKEN}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('have no metrics when no token is set', async () => {
    serve({ ...desk, settings: { ...desk.settings, METRICS_TOKEN: undefined } })
    for (const shown of [undefined, 'Bearer undefined', 'Bearer ', `Bearer ${TOKEN}`]) {
      expect((await ask(shown)).status).toBe(404)
    }
  })

  it('give figures that parse and are true', async () => {
    const { job } = desk.store.tables
    const now = desk.clock()
    await desk.store.tx((tx) =>
      tx.insert(job).values([
        {
          id: 'a',
          kind: 'capture-report',
          subjectId: 'x',
          state: 'dead',
          runAt: now,
          attempts: 8,
          createdAt: 0,
        },
        {
          id: 'b',
          kind: 'reconcile',
          subjectId: 'x',
          state: 'ready',
          runAt: now - 9000,
          attempts: 0,
          createdAt: 0,
        },
      ]),
    )
    await expect(desk.id360.whoami()).rejects.toThrow()
    const families = parse(await (await ask(`Bearer ${TOKEN}`)).text())
    const figure = (name: string, labels: Record<string, string> = {}) =>
      families
        .get(name)
        ?.samples.find((one) => Object.entries(labels).every(([label, value]) => one.labels[label] === value))
        ?.value
    expect(figure('desk_jobs', { state: 'dead' })).toBe(1)
    expect(figure('desk_jobs_by_kind', { kind: 'reconcile', state: 'due' })).toBe(1)
    expect(figure('desk_job_oldest_due_seconds')).toBe(9)
    expect(figure('desk_part_state', { part: 'jobs', state: 'red' })).toBe(1)
    expect(figure('desk_part_state', { part: 'id360', state: 'red' })).toBe(1)
    expect(figure('desk_id360_calls_total', { operation: 'login', outcome: 'failed' })).toBeGreaterThan(0)
    expect(figure('desk_database_migrations', { state: 'applied' })).toBeGreaterThan(5)
    expect(figure('desk_disk_free_bytes')).toBeGreaterThan(0)
    expect(figure('desk_evidence_owed')).toBe(0)
    // Nobody knows when a callback last came: there has been none.
    expect(families.has('desk_callback_last_timestamp_seconds')).toBe(false)
  })

  it('name nobody', async () => {
    const { id } = await addEnrollment(desk)
    const text = await (await ask(`Bearer ${TOKEN}`)).text()
    const { enrollment } = desk.store.tables
    const [row] = await desk.store.read.select().from(enrollment)
    const personal = [id, row?.lastName, row?.firstName, row?.clientReference, 'Agence', 'example', TOKEN]
    for (const word of personal) if (word) expect(text.toLowerCase()).not.toContain(word.toLowerCase())
  })

  it('say of the health whether the desk is up, and nothing else', async () => {
    const up = await health()
    expect([up.status, await up.text()]).toEqual([200, '{"status":"up"}'])
    const broken = {
      ...desk.store,
      read: {
        select: () => {
          throw new Error('gone')
        },
      },
    }
    serve({ ...desk, store: broken })
    const down = await health()
    expect([down.status, await down.text()]).toEqual([503, '{"status":"down"}'])
  })
})
