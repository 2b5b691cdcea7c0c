/**
 * The files of usage as LibreOffice opens them: CSV and XLSX are converted by it, and what it shows (sums, accents, dates)
 * is compared with the database. Needs `soffice` (apt-get install libreoffice-calc).
 */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'
import type { StaffActor } from '@/lib/context'
import { contextFor } from '@/lib/desk'
import { createGroup } from '@/lib/processes/create-group'
import { type AskExportInput, askExport } from '@/lib/usage/exports/ask-export'
import { openExport } from '@/lib/usage/exports/open-export'
import { rebuildRollup } from '@/lib/usage/rebuild-rollup'
import { openBenchDesk } from './bench-desk'
import { fictionalEnrollments } from './fictional-enrollments'

const ENROLLMENTS = 2_000
const NOW = Date.UTC(2026, 10, 23, 9, 0, 0)
const GROUPS = [
  'Équipe Île-de-France',
  'a;b "c"',
  "=cmd|' /C calc'!A0",
  '🦊 Renards',
  'مجموعة الرياض',
  '[x]:*?/\\',
]
const PERIOD = { period: 'range', from: '2024-11-01', to: '2026-11-23' } as const

const run = promisify(execFile)
const directory = mkdtempSync(path.join(os.tmpdir(), 'desk-libreoffice-'))

const profile = path.join(directory, 'profile')
mkdirSync(path.join(profile, 'user'), { recursive: true })
// Formulas are worked out on opening: the values that stand in the file beside them are not believed.
writeFileSync(
  path.join(profile, 'user', 'registrymodifications.xcu'),
  `<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value>
</prop></item></oor:items>`,
)

async function convert(file: string, input: string, to: string): Promise<string[]> {
  const out = mkdtempSync(path.join(directory, 'out-'))
  const reading = input ? [`--infilter=${input}`] : []
  const writing = ['--convert-to', to, '--outdir', out]
  await run('soffice', [
    `-env:UserInstallation=file://${profile}`,
    '--headless',
    ...reading,
    ...writing,
    file,
  ])
  return readdirSync(out)
    .map((name) => path.join(out, name))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
}

/** What LibreOffice shows of a file, a text a cell: all its sheets, in order. */
async function shown(file: string, input: string): Promise<string[][][]> {
  // 44,34,76: written with commas, quotes, as UTF-8; cells as they are shown; every sheet in a file of its own (-1).
  const csv = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
  const files = await convert(file, input, csv)
  return files.map((name) => parse(readFileSync(name), { relax_column_count: true }) as string[][])
}

/** What kind of cell LibreOffice takes each for: how many dates, booleans and formulas there are. */
async function kinds(file: string, input: string) {
  const [flat = ''] = await convert(file, input, 'fods')
  const xml = readFileSync(flat, 'utf8')
  const count = (pattern: RegExp) => [...xml.matchAll(pattern)].length
  return {
    dates: count(/<table:table-cell [^>]*office:value-type="date"/g),
    booleans: count(/<table:table-cell [^>]*office:value-type="boolean"/g),
    formulas: count(/<table:table-cell [^>]*table:formula="of:=/g),
  }
}

const say = (text: string) => process.stderr.write(`${text}\n`)
const { stdout: version } = await run('soffice', ['--version']).catch(() => {
  throw new Error('this bench opens files with LibreOffice: apt-get install libreoffice-calc')
})
const bench = await openBenchDesk({})
try {
  const { desk } = bench
  const system = contextFor({ kind: 'system', name: 'bench' }, desk)
  const { staff, enrollment, usageGroup } = desk.store.tables
  for (const name of GROUPS) await createGroup(system, { name })
  const [person] = (await desk.store.read.select().from(staff)).filter(({ roles }) =>
    roles.includes('manager'),
  )
  if (!person) throw new Error('the demo seed is empty')
  const manager: StaffActor = { ...person, kind: 'staff', sessionId: 'bench' }
  const groups = new Map((await desk.store.read.select().from(usageGroup)).map(({ id, name }) => [id, name]))
  const people = [
    ...fictionalEnrollments({
      count: ENROLLMENTS,
      now: NOW,
      seed: 7,
      staffIds: [person.id],
      processIds: [bench.processId],
      groupIds: [...groups.keys()],
    }),
  ]
  for (let at = 0; at < people.length; at += 200) {
    await desk.store.tx((tx) =>
      tx.insert(enrollment).values(
        people.slice(at, at + 200).map((one) => ({
          ...one,
          language: 'fr' as const,
          searchText: '',
          submissionKey: one.id,
          inboxId: one.id,
          callbackSecretSha256: '',
          conflict: false,
          steps: [],
          revision: 1,
        })),
      ),
    )
  }
  await rebuildRollup(system)
  const ctx = contextFor(manager, desk)
  const counted = people.filter(({ status }) => status !== 'NOT_CREATED')
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: desk.settings.TIME_ZONE,
    dateStyle: 'short',
    timeStyle: 'medium',
  })

  const fileOf = async (input: AskExportInput) => {
    const { exportId } = await askExport(ctx, input)
    const { fileName, stream } = await openExport(ctx, { exportId })
    const file = path.join(directory, fileName)
    writeFileSync(file, Buffer.from(await new Response(stream).arrayBuffer()))
    return file
  }
  const lines = { kind: 'lines', query: PERIOD, language: 'fr' } as const
  const summary = { ...lines, kind: 'summary' } as const
  // 59 is the semicolon, 34 the quote, 76 UTF-8; 1036 French; true: texts that look like dates are dates.
  const french = 'CSV:59,34,76,1,,1036,false,true'

  const mistakes: string[] = []
  const check = (what: string, found: unknown, expected: unknown) => {
    const same = JSON.stringify(found) === JSON.stringify(expected)
    say(
      `${same ? 'same ' : 'OTHER'} ${what}${same ? '' : `: ${JSON.stringify(found)?.slice(0, 300)} for ${JSON.stringify(expected)?.slice(0, 300)}`}`,
    )
    if (!same) mistakes.push(what)
  }
  const number = (text = '') => Number(text.replace(/[^\d,.-]/g, '').replace(',', '.'))
  const column = (rows: string[][], heading: string) => {
    const index = rows[0]?.indexOf(heading) ?? -1
    return rows.slice(1).map((row) => row[index] ?? '')
  }
  const idclaims = counted.filter(({ hasIdclaim }) => hasIdclaim).length
  const names = counted.map(({ groupId }) => groups.get(groupId) ?? 'Sans groupe')
  const neutral = (name: string) => (/^[=+\-@]/.test(name) ? `'${name}` : name)

  const dates = counted
    .flatMap(({ startedAt, finishedAt }) => [1, startedAt, finishedAt])
    .filter(Boolean).length
  const csvFile = await fileOf({ ...lines, format: 'csv' })
  const [csv = []] = await shown(csvFile, french)
  check('CSV lines: rows', csv.length - 1, counted.length)
  check('CSV lines: group names', column(csv, 'Groupe'), names.map(neutral))
  check(
    'CSV lines: dates',
    column(csv, 'Créé le').map(asShown),
    counted.map(({ createdAt }) => local.format(createdAt)),
  )
  check(
    'CSV lines: sum of idclaims',
    column(csv, 'Idclaim').reduce((sum, text) => sum + number(text), 0),
    idclaims,
  )

  check('CSV lines: kinds of cells', await kinds(csvFile, french), { dates, booleans: 0, formulas: 0 })

  const xlsxFile = await fileOf({ ...lines, format: 'xlsx' })
  const [xlsx = []] = await shown(xlsxFile, '')
  const totals = xlsx.pop() ?? []
  check('XLSX lines: rows', xlsx.length - 1, counted.length)
  check('XLSX lines: group names', column(xlsx, 'Groupe'), names)
  check(
    'XLSX lines: dates',
    column(xlsx, 'Créé le').map(asShown),
    counted.map(({ createdAt }) => local.format(createdAt)),
  )
  check('XLSX lines: total rows', number(totals[0]), counted.length)
  check('XLSX lines: total of idclaims', number(totals[xlsx[0]?.indexOf('Idclaim') ?? -1]), idclaims)

  check('XLSX lines: kinds of cells', await kinds(xlsxFile, ''), {
    dates,
    booleans: 2 * counted.length,
    // It takes true and false for the formulas TRUE() and FALSE(); three totals are ours.
    formulas: 2 * counted.length + 3,
  })

  const ok = counted.filter(({ status }) => status === 'OK').length
  for (const format of ['csv', 'xlsx'] as const) {
    const [rows = []] = await shown(await fileOf({ ...summary, format }), format === 'csv' ? french : '')
    const below = rows.pop() ?? []
    const totalOf = (heading: string) => number(below[rows[0]?.indexOf(heading) ?? -1])
    const sumOf = (heading: string) => column(rows, heading).reduce((sum, text) => sum + number(text), 0)
    check(
      `${format} summary: enrollments`,
      [sumOf('Dossiers'), totalOf('Dossiers')],
      [counted.length, counted.length],
    )
    check(`${format} summary: OK`, [sumOf('OK'), totalOf('OK')], [ok, ok])
  }

  const sheets = await shown(await fileOf({ ...lines, format: 'xlsx', sheets: 'perGroup' }), '')
  check('XLSX with a sheet a group: sheets', sheets.length, new Set(names).size)
  check(
    'XLSX with a sheet a group: rows',
    sheets.reduce((sum, rows) => sum + rows.length - 2, 0),
    counted.length,
  )

  console.log(
    JSON.stringify({
      bench: 'libreoffice',
      same: mistakes.length === 0,
      mistakes,
      enrollments: counted.length,
      version: version.trim(),
    }),
  )
  if (mistakes.length > 0) process.exitCode = 1
} finally {
  await bench.close()
  rmSync(directory, { recursive: true, force: true })
}

/** A date-time as LibreOffice shows it, year first: it writes ISO dates of CSV in the language's own order. */
function asShown(text: string): string {
  const [, day, month, year, time] = /^(\d{2})\/(\d{2})\/(\d{4}) (.*)$/.exec(text) ?? []
  return day ? `${year}-${month}-${day} ${time}` : text
}
