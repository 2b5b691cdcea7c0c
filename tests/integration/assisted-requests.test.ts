import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { finishAssisted } from '@/lib/assisted/finish-assisted'
import { giveConsent } from '@/lib/assisted/give-consent'
import { sendComparisons } from '@/lib/assisted/send-comparisons'
import { startAssisted } from '@/lib/assisted/start-assisted'
import { openApiKey } from '@/lib/enrollments/api-key'
import { type AssistedDesk, CONSENT, openAssistedDesk, PICTURES } from '../fixtures/assisted-desk'
import { ENGINES } from '../fixtures/test-desk'

type Recorded = {
  method: string
  path: string
  query: string
  headerNames: string[]
  headers: Record<string, string>
  secrets: Record<string, string>
  bodySha256: string | null
  status: number
}

const API = '/api/1.0.0'
const DOCUMENT = readFileSync(path.join(import.meta.dirname, '../../docs/id360.md'), 'utf8')

/** One row of the table "Full-API flow" of docs/id360.md. */
type Row = { step: string; call: string; answer: string }

function tableRows(): Row[] {
  const [, section = ''] = /\n## Full-API flow[^\n]*\n([\s\S]*?)\n## /.exec(DOCUMENT) ?? []
  return section
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\| *-/.test(line))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')))
    .map(([, step = '', call = '', answer = '']) => ({ step, call, answer }))
    .filter(({ step }) => step !== 'step')
}

/** The code spans of a cell, the marks of code taken off. */
const codeOf = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe.each(ENGINES)('the requests of a whole assisted flow on %s', (engine) => {
  let here: AssistedDesk
  let id360Id: string
  let apiKey: string
  let recorded: Recorded[]

  beforeAll(async () => {
    here = await openAssistedDesk(engine)
    const { agent, desk, api, upload } = here
    const made = await here.created()
    const { enrollmentId } = made
    id360Id = made.id360Id
    const before = ((await api.control('GET', '/requests?last=1000')).body as { requests: Recorded[] })
      .requests
    await startAssisted(agent, { enrollmentId })
    await giveConsent(agent, { enrollmentId, ...CONSENT })
    await sendComparisons(agent, {
      enrollmentId,
      locked: true,
      values: { name: 'Exemple', first_name: 'Camille', birth_date: '1987-04-12' },
    })
    await upload(enrollmentId, PICTURES.front, { page: 0, totalPages: 2 })
    await upload(enrollmentId, PICTURES.back, { page: 1, totalPages: 2 })
    await upload(enrollmentId, PICTURES.face, { document: 'selfie_image_upload' })
    await finishAssisted(agent, { enrollmentId })
    const { body } = await api.control('GET', '/requests?last=1000')
    recorded = (body as { requests: Recorded[] }).requests.slice(before.length)
    const { enrollment } = desk.store.tables
    const [row] = await desk.store.read.select().from(enrollment).where(eq(enrollment.id, enrollmentId))
    apiKey = openApiKey(desk.keys, enrollmentId, row?.sealedApiKey ?? Buffer.alloc(0))
  })
  afterAll(() => here.close())

  it('are the rows of the table, one after the other, and nothing else', () => {
    const expected = tableRows().flatMap(({ step, call }) => {
      const [first = '', ...more] = codeOf(call)
      const concrete = first.replace('{route_id}', '275128').replace('{id}', id360Id)
      if (step.startsWith('compare')) {
        const [, names = ''] = /\{([a-z_|]+)\}/.exec(concrete) ?? []
        return names.split('|').map((name) => concrete.replace(`{${names}}`, name))
      }
      // "… then `uploaded_page=1`": the same call for the next page.
      const next = more.filter((code) => code.startsWith('uploaded_page='))
      return [concrete, ...next.map((code) => concrete.replace(/uploaded_page=\d+/, code))]
    })
    expect(expected).toHaveLength(10)
    expect(
      recorded.map(({ method, path: where, query }) => `${method} ${where.replace(API, '')}${query}`),
    ).toEqual(expected)
  })

  it('are answered as the table says', () => {
    const statuses = tableRows().map(({ answer }) => (answer === '204' ? 204 : 200))
    expect(new Set(statuses.slice(1))).toEqual(new Set([204]))
    expect(recorded.map(({ status }) => status)).toEqual([200, ...recorded.slice(1).map(() => 204)])
  })

  it('carry the key of the file, and the token only where the table says so', () => {
    const [compareRow] = tableRows().filter(({ step }) => step.startsWith('compare'))
    expect(codeOf(compareRow?.call ?? '').at(-1)).toBe('Authorization: Token')
    for (const { path: where, headerNames, headers, secrets } of recorded) {
      if (where.includes('/control/data/')) {
        expect(headers.authorization).toMatch(/^Token \(25 characters\)$/)
        expect(headerNames).not.toContain('x-api-key')
      } else {
        expect(secrets['x-api-key']).toBe(sha256(apiKey))
        expect(headerNames).not.toContain('authorization')
      }
      expect(headerNames).not.toContain('cookie')
      expect(headerNames).not.toContain('origin')
    }
  })

  it('carry exactly the bytes that were given, with their length and type', () => {
    const told = recorded.map(({ headers, bodySha256 }) => ({
      type: headers['content-type'] ?? null,
      length: headers['content-length'] ?? null,
      bodySha256,
    }))
    const text = (value: string) => ({
      type: 'text/plain; charset=utf-8',
      length: String(Buffer.byteLength(value)),
      bodySha256: sha256(value),
    })
    const picture = (bytes: Buffer, type: string) => ({
      type,
      length: String(bytes.byteLength),
      bodySha256: sha256(bytes),
    })
    const nothing = { length: '0', bodySha256: null }
    expect(told).toEqual([
      { type: null, length: null, bodySha256: null },
      { type: 'text/plain', ...nothing },
      { type: null, ...nothing },
      text('Exemple'),
      text('Camille'),
      text('1987-04-12'),
      picture(PICTURES.front, 'image/jpeg'),
      picture(PICTURES.back, 'image/jpeg'),
      picture(PICTURES.face, 'image/png'),
      { type: null, ...nothing },
    ])
  })
})
