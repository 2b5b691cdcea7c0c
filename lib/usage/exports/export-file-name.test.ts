import { expect, test } from 'vitest'
import { attachment, exportFileName, type NamedExport } from './export-file-name'
import { exportWords } from './export-words'

const RETAIL: NamedExport = {
  kind: 'lines',
  format: 'csv',
  scope: { period: 'month', from: '2026-10-01', to: '2026-10-31', groups: ['g'] },
  groupName: 'Retail',
  processName: null,
}

const nameOf = (given: Partial<NamedExport>, language: 'fr' | 'en' = 'en') =>
  exportFileName({ ...RETAIL, ...given }, exportWords(language))

test('a file name tells period and scope in the language of the export', () => {
  expect(nameOf({})).toBe('usage-2026-10-retail-lines.csv')
  expect(nameOf({}, 'fr')).toBe('consommation-2026-10-retail-lignes.csv')
})

test.each([
  [
    { period: 'quarter', from: '2026-10-01', to: '2026-12-31', groups: null },
    'usage-2026-q4-all-groups-lines.csv',
  ],
  [{ period: 'year', from: '2026-01-01', to: '2026-12-31', groups: [''] }, 'usage-2026-no-group-lines.csv'],
  [
    { period: 'range', from: '2026-10-03', to: '2026-11-04', groups: ['a', 'b'] },
    'usage-2026-10-03_2026-11-04-2-groups-lines.csv',
  ],
] as const)('of %j it is %s', (scope, name) => {
  const groups = scope.groups === null ? null : [...scope.groups]
  expect(nameOf({ scope: { ...scope, groups }, groupName: null })).toBe(name)
})

test.each([
  ['a;b', 'usage-2026-10-a-b-lines.csv'],
  ["=cmd|' /C calc'!A0", 'usage-2026-10-cmd-c-calc-a0-lines.csv'],
  ['../../etc/passwd', 'usage-2026-10-etc-passwd-lines.csv'],
  ['two\r\nlines "quoted"', 'usage-2026-10-two-lines-quoted-lines.csv'],
  ['Été à Nîmes', 'usage-2026-10-été-à-nîmes-lines.csv'],
  ['🦊🦊', 'usage-2026-10-group-lines.csv'],
  ['مجموعة', 'usage-2026-10-مجموعة-lines.csv'],
])('the hostile group %j becomes part of a harmless name', (groupName, name) => {
  expect(nameOf({ groupName })).toBe(name)
})

test('the header has an ASCII name for old browsers and the name itself for all others', () => {
  expect(attachment('usage-2026-10-été-lines.csv')).toBe(
    `attachment; filename="usage-2026-10-ete-lines.csv"; filename*=UTF-8''usage-2026-10-%C3%A9t%C3%A9-lines.csv`,
  )
})
