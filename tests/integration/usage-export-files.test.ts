import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import readWorkbook, { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AskExportInput } from '@/lib/usage/exports/ask-export'
import { exportAudit, exportRow, readExport } from '../fixtures/read-export'
import { ENGINES } from '../fixtures/test-desk'
import { openUsageDesk, type UsageDesk } from '../fixtures/usage-desk'

// More than one page of the query.
const ENROLLMENTS = 1_400
const PERIOD = { period: 'range', from: '2024-11-01', to: '2026-11-23' } as const
const ALL = { kind: 'lines', format: 'csv', query: PERIOD, language: 'fr' } as const satisfies AskExportInput

const PARIS = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
})
const local = (instant: number | null) => (instant === null ? '' : PARIS.format(instant))

describe.each(ENGINES)('files of usage on %s', (engine) => {
  let desk: UsageDesk
  beforeAll(async () => {
    desk = await openUsageDesk(engine, ENROLLMENTS)
  }, 120_000)
  afterAll(() => desk.close())

  const file = (input: AskExportInput) => readExport(desk, desk.manager, input)

  const csvOf = async (input: AskExportInput, delimiter = ';') => {
    const { bytes } = await file(input)
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    return parse(bytes, { bom: true, delimiter, record_delimiter: '\r\n', columns: true }) as Record<
      string,
      string
    >[]
  }

  /** What counts, oldest first, straight from the table. */
  async function counted() {
    const { enrollment } = desk.store.tables
    const rows = await desk.store.read.select().from(enrollment)
    return rows
      .filter(({ status }) => status !== 'NOT_CREATED')
      .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
  }

  const nameOf = (groupId: string) => desk.groupNames.get(groupId) ?? 'Sans groupe'
  const neutral = (text: string) => (/^[=+\-@]/.test(text) ? `'${text}` : text)

  test('every line of a CSV is an enrollment of the database, in the order of creation', async () => {
    const rows = await csvOf(ALL)
    const expected = await counted()
    expect(rows).toHaveLength(expected.length)
    for (const [index, row] of rows.entries()) {
      const one = expected[index]
      if (!one) throw new Error(`line ${index} is one too many`)
      const verdict = one.status === 'OK' || one.status === 'KO'
      expect(row).toEqual({
        'Identifiant du bureau': one.id,
        'Identifiant ID360': one.id360Id ?? '',
        Référence: one.clientReference ?? '',
        'Créé le': local(one.createdAt),
        'Créé le (UTC, ISO 8601)': new Date(one.createdAt).toISOString(),
        Groupe: neutral(nameOf(one.groupId)),
        Parcours: one.processId === desk.processId ? 'Ouverture de compte' : 'Vérification simple',
        Statut: one.status,
        Motif: '',
        'Confirmation par le rapport': one.confirmation,
        'Commencé le': local(one.startedAt),
        'Terminé le': local(one.finishedAt),
        'Délai jusqu’au verdict (s)':
          verdict && one.finishedAt !== null
            ? String(Math.round((one.finishedAt - one.createdAt) / 1000))
            : '',
        Idclaim: one.hasIdclaim ? '1' : '0',
        Reprise: one.retry ? '1' : '0',
        Langue: 'fr',
        'Créé par': one.createdBy === desk.staff.support.id ? 'support person' : 'compliance person',
      })
    }
  })

  test('lines have nothing personal unless it is asked for', async () => {
    const { bytes } = await file({ ...ALL, format: 'jsonl' })
    const text = bytes.toString('utf8')
    for (const { email, lastName } of (await counted()).slice(0, 300)) {
      if (email) expect(text).not.toContain(email)
      if (lastName && lastName.length > 5) expect(text).not.toContain(`"${lastName}"`)
    }
  })

  test('a workbook holds the same lines with types, and totals that are sums', async () => {
    const { bytes } = await file({ ...ALL, format: 'xlsx' })
    const rows = await readSheet(bytes, 'Dossiers', { trim: false })
    const expected = await counted()
    const [headings, ...lines] = rows
    const totals = lines.pop()
    expect(lines).toHaveLength(expected.length)
    const column = (heading: string) => headings?.indexOf(heading) ?? -1
    const cells = (heading: string) => lines.map((line) => line[column(heading)])
    expect(cells('Identifiant du bureau')).toEqual(expected.map(({ id }) => id))
    expect(cells('Groupe')).toEqual(expected.map(({ groupId }) => nameOf(groupId)))
    expect(cells('Référence')).toEqual(expected.map(({ clientReference }) => clientReference))
    expect(cells('Créé le')).toEqual(
      expected.map(({ createdAt }) => new Date(`${local(createdAt).replace(' ', 'T')}Z`)),
    )
    expect(cells('Idclaim')).toEqual(expected.map(({ hasIdclaim }) => hasIdclaim))
    expect(totals?.[0]).toBe(expected.length)
    expect(totals?.[column('Idclaim')]).toBe(expected.filter(({ hasIdclaim }) => hasIdclaim).length)
    expect(totals?.[column('Reprise')]).toBe(expected.filter(({ retry }) => retry).length)
  })

  test('a workbook with a sheet a group splits the same lines by group, under legal names', async () => {
    const { bytes } = await file({ ...ALL, format: 'xlsx', sheets: 'perGroup' })
    const sheets = await readWorkbook(bytes, { trim: false })
    const expected = await counted()
    const groups = new Set(expected.map(({ groupId }) => groupId))
    expect(sheets).toHaveLength(groups.size)
    const names = sheets.map(({ sheet }) => sheet)
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^(?!['\s])[^[\]:*?/\\\r\n]{1,31}(?<!['\s])$/u)
    const seen = sheets.flatMap(({ data }) => {
      const lines = data.slice(1, -1)
      const [group] = new Set(lines.map((line) => line[data[0]?.indexOf('Groupe') ?? -1]))
      const of = expected.filter(({ groupId }) => nameOf(groupId) === group)
      expect(lines.map(([id]) => id)).toEqual(of.map(({ id }) => id))
      expect(data.at(-1)?.[0]).toBe(of.length)
      return [group]
    })
    expect(seen.toSorted()).toEqual([...groups].map(nameOf).toSorted())
  })

  test('JSON lines are objects under the same keys in every language', async () => {
    const { bytes, fileName } = await file({
      ...ALL,
      format: 'jsonl',
      columns: ['group', 'id', 'finishedLocal'],
    })
    expect(fileName).toBe('consommation-2024-11-01_2026-11-23-tous-les-groupes-lignes.jsonl')
    const lines = bytes.toString('utf8').trimEnd().split('\n')
    const expected = await counted()
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      expected.map(({ id, groupId, finishedAt }) => ({
        id,
        group: nameOf(groupId),
        finishedLocal: finishedAt === null ? null : new Date(finishedAt).toISOString(),
      })),
    )
  })

  test('a summary counts each group and process as the database does, and its totals are their sums', async () => {
    const expected = await counted()
    const rows = await csvOf({ ...ALL, kind: 'summary', language: 'en', separator: ',' }, ',')
    const totals = rows.pop()
    const places = new Set(expected.map(({ groupId, processId }) => `${groupId} ${processId}`))
    expect(rows).toHaveLength(places.size)
    for (const row of rows) {
      const of = expected.filter(
        ({ groupId, processId }) =>
          neutral(desk.groupNames.get(groupId) ?? 'No group') === row.Group &&
          (processId === desk.processId) === (row.Process === 'Ouverture de compte'),
      )
      expect(row).toMatchObject(figuresOf(of))
      expect(Number(row['Share of the total'])).toBeCloseTo(of.length / expected.length, 5)
    }
    expect(totals).toMatchObject({ From: 'Total', ...figuresOf(expected) })
    expect(Number(totals?.['Share of the total'])).toBeCloseTo(1, 5)

    const { bytes } = await file({ ...ALL, kind: 'summary', language: 'en', format: 'xlsx' })
    const sheet = await readSheet(bytes, 'Usage', { trim: false })
    const at = (heading: string) => sheet[0]?.indexOf(heading) ?? -1
    expect(sheet).toHaveLength(rows.length + 2)
    for (const [heading, n] of Object.entries(figuresOf(expected))) {
      expect(sheet.at(-1)?.[at(heading)], heading).toBe(Number(n))
    }
    expect(sheet.at(-1)?.[at('Success rate')]).toBeCloseTo(Number(totals?.['Success rate']), 5)
    expect(sheet[1]?.slice(0, 2)).toEqual([
      new Date('2024-11-01T00:00:00Z'),
      new Date('2026-11-23T00:00:00Z'),
    ])
  })

  test('French decimals have a comma, so that a French spreadsheet takes them for numbers', async () => {
    const [row] = await csvOf({ ...ALL, kind: 'summary' })
    expect(row?.['Part du total']).toMatch(/^0,\d+$/)
  })

  test.each(['lines', 'summary'] as const)(
    'what %s leave behind: hash and size of the file, and figures by month and group',
    async (kind) => {
      const { bytes, exportId } = await file({ ...ALL, kind })
      const row = await exportRow(desk, exportId)
      const expected = await counted()
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const places = new Set(expected.map(({ groupId, processId }) => `${groupId} ${processId}`))
      const rows = kind === 'lines' ? expected.length : places.size
      expect(row).toMatchObject({ state: 'done', sha256, bytes: bytes.length, rows, expectedRows: rows })
      const figures: Record<string, Record<string, Record<string, number>>> = {}
      for (const { createdAt, groupId, status } of expected) {
        const month = local(createdAt).slice(0, 7).replace('-', '')
        figures[month] ??= {}
        figures[month][groupId] ??= {
          unconfirmed: 0,
          fresh: 0,
          started: 0,
          ok: 0,
          ko: 0,
          canceled: 0,
          failed: 0,
          discontinued: 0,
        }
        const key = status === 'NEW' ? 'fresh' : status.toLowerCase()
        const counts = figures[month][groupId]
        counts[key] = (counts[key] ?? 0) + 1
      }
      expect(row.figures).toEqual(figures)
      expect(await exportAudit(desk, exportId)).toEqual([
        {
          action: 'usage.export_asked',
          actorId: desk.manager.id,
          details: expect.objectContaining({
            kind,
            format: 'csv',
            from: PERIOD.from,
            to: PERIOD.to,
            groups: null,
            processId: null,
            personal: false,
          }),
        },
        {
          action: 'usage.exported',
          actorId: desk.manager.id,
          details: { rows, sha256, bytes: bytes.length, personal: false },
        },
      ])
    },
  )

  test('one group and one process narrow the lines, and name the file', async () => {
    const groupId = [...desk.groupNames].find(([, name]) => name === "=cmd|' /C calc'!A0")?.[0] ?? ''
    const query = { ...PERIOD, groupId, processId: desk.processId }
    const { bytes, fileName } = await file({ ...ALL, format: 'jsonl', query, language: 'en' })
    const expected = await counted()
    expect(
      bytes
        .toString('utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual(
      expected
        .filter((one) => one.groupId === groupId && one.processId === desk.processId)
        .map(({ id }) => id),
    )
    expect(fileName).toBe('usage-2024-11-01_2026-11-23-cmd-c-calc-a0-ouverture-de-compte-lines.jsonl')
  })

  test('"no group" is a group', async () => {
    const { bytes } = await file({ ...ALL, format: 'jsonl', query: { ...PERIOD, groupId: '' } })
    const expected = await counted()
    expect(bytes.toString('utf8').trimEnd().split('\n')).toHaveLength(
      expected.filter(({ groupId }) => groupId === '').length,
    )
  })

  test('a period in which nothing was made is a file with headings only', async () => {
    const query = { period: 'range', from: '2020-01-01', to: '2020-01-31' } as const
    expect(await csvOf({ ...ALL, query })).toEqual([])
    const { bytes } = await file({ ...ALL, query, format: 'xlsx', sheets: 'perGroup' })
    expect(await readSheet(bytes, 1)).toHaveLength(2)
  })

  function figuresOf(of: Awaited<ReturnType<typeof counted>>) {
    const n = (...statuses: string[]) => String(of.filter(({ status }) => statuses.includes(status)).length)
    return {
      Enrollments: String(of.length),
      Unconfirmed: n('UNCONFIRMED'),
      New: n('NEW'),
      Started: n('STARTED'),
      OK: n('OK'),
      KO: n('KO'),
      Expired: n('CANCELED'),
      Failed: n('FAILED'),
      Discontinued: n('DISCONTINUED'),
      Verdicts: n('OK', 'KO'),
      Idclaims: String(of.filter(({ hasIdclaim }) => hasIdclaim).length),
      Retries: String(of.filter(({ retry }) => retry).length),
    }
  }
})
