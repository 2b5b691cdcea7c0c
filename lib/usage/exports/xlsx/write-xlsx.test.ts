import { readSheet } from 'read-excel-file/node'
import { expect, test } from 'vitest'
import type { Cell, ExportColumn, ExportTable } from '../export-table'
import { createLocalClock } from '../local-clock'
import { writeXlsx } from './write-xlsx'

const COLUMNS: ExportColumn[] = [
  { key: 'name', heading: 'Nom', kind: 'text', width: 20, total: 'countRows' },
  { key: 'at', heading: 'Créé le', kind: 'instant', width: 20, total: null },
  { key: 'day', heading: 'Du', kind: 'day', width: 12, total: null },
  { key: 'n', heading: 'Nombre', kind: 'whole', width: 10, total: 'sum' },
  { key: 'yes', heading: 'Oui', kind: 'bool', width: 10, total: 'countTrue' },
]

const AT = Date.UTC(2026, 9, 5, 12, 3, 22, 999)
const row = (name: string, n: number): Cell[] => [name, AT, '2026-10-01', n, n % 2 === 1]

async function workbook(sections: { name: string; rows: Cell[][] }[], dataRows?: number): Promise<Buffer> {
  const table: ExportTable = {
    columns: COLUMNS,
    sections: sections.map(({ name, rows }) => ({
      name,
      given: {},
      pages: (async function* () {
        for (let at = 0; at < rows.length; at += 3) yield rows.slice(at, at + 3)
      })(),
    })),
    totalWord: 'Total',
    totalRow: null,
  }
  const options = { clock: createLocalClock('Europe/Paris'), at: AT, signal: new AbortController().signal }
  const chunks: Uint8Array[] = []
  for await (const chunk of writeXlsx(table, { ...options, dataRows })) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const cellsOf = async (file: Buffer, sheet: number) => readSheet(file, sheet, { trim: false })

test('cells have types: text, date-times of the zone to the second, days, numbers, true and false', async () => {
  const file = await workbook([{ name: 'Dossiers', rows: [row('Été', 7)] }])
  expect(await cellsOf(file, 1)).toEqual([
    ['Nom', 'Créé le', 'Du', 'Nombre', 'Oui'],
    ['Été', new Date('2026-10-05T14:03:22Z'), new Date('2026-10-01T00:00:00Z'), 7, true],
    [1, null, null, 7, 1],
  ])
})

test.each([
  ['=1+1'],
  ["=cmd|' /C calc'!A0"],
  ['a;b "quoted" <tag> & more'],
  ['line\nbreak'],
  ['line\r\nbreak'],
  ['  spaces  '],
  ['🦊 مجموعة‮'],
])('the text %j is read back exactly, and is no formula', async (text) => {
  const file = await workbook([{ name: text, rows: [row(text, 1)] }])
  expect((await cellsOf(file, 1))[1]?.[0]).toBe(text)
})

test('a full sheet goes on in the next one, each with its own headings and totals', async () => {
  const rows = Array.from({ length: 11 }, (_, index) => row(`r${index}`, index))
  const file = await workbook([{ name: 'Dossiers', rows }], 4)
  const sheets = await Promise.all([1, 2, 3].map((sheet) => cellsOf(file, sheet)))
  expect(sheets.map((sheet) => sheet.map(([first]) => first))).toEqual([
    ['Nom', 'r0', 'r1', 'r2', 'r3', 4],
    ['Nom', 'r4', 'r5', 'r6', 'r7', 4],
    ['Nom', 'r8', 'r9', 'r10', 3],
  ])
  expect(sheets.map((sheet) => sheet.at(-1)?.[3])).toEqual([6, 22, 27])
})

test('a workbook without rows still has its headings', async () => {
  expect(await cellsOf(await workbook([{ name: 'Dossiers', rows: [] }]), 1)).toEqual([
    ['Nom', 'Créé le', 'Du', 'Nombre', 'Oui'],
    [0, null, null, 0, 0],
  ])
})
