import type { ExportFormat, ExportKind } from '@/db/schema/usage'
import type { ExportScope } from './export-scope'
import type { ExportWords } from './export-words'

export type NamedExport = {
  kind: ExportKind
  format: ExportFormat
  scope: Pick<ExportScope, 'period' | 'from' | 'to' | 'groups'>
  /** Of the only group, when there is one. */
  groupName: string | null
  /** Of the only process, when there is one. */
  processName: string | null
}

const LONGEST_NAME = 40

/**
 * A file name that tells period and scope: `usage-2026-10-retail-lines.csv`, `consommation-2026-t4-tous-les-groupes-
 * synthese.xlsx`. Letters and digits of any script, and dashes: no system forbids them, nothing runs them.
 */
export function exportFileName(named: NamedExport, words: ExportWords): string {
  const { kind, format, scope, groupName, processName } = named
  const parts = [
    words('file.usage'),
    periodPart(scope, words('file.quarter')),
    groupPart(scope.groups, groupName, words),
    processName === null ? '' : harmless(processName),
    words(`file.${kind}`),
  ]
  return `${parts.filter(Boolean).join('-')}.${format}`
}

function periodPart({ period, from, to }: NamedExport['scope'], quarter: string): string {
  const [year = '', month = ''] = from.split('-')
  if (period === 'month') return `${year}-${month}`
  if (period === 'year') return year
  if (period === 'quarter') return `${year}-${quarter}${Math.ceil(Number(month) / 3)}`
  return from === to ? from : `${from}_${to}`
}

function groupPart(groups: string[] | null, name: string | null, words: ExportWords): string {
  if (groups === null) return words('file.allGroups')
  if (groups.length !== 1) return `${groups.length}-${words('file.groups')}`
  if (groups[0] === '') return words('file.noGroup')
  return harmless(name ?? '') || words('file.group')
}

function harmless(text: string): string {
  const kept = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  // By characters: half of one is no name.
  return [...kept].slice(0, LONGEST_NAME).join('').replace(/-+$/, '')
}

/**
 * The header that saves a file under its name (RFC 6266, RFC 8187): plain ASCII for old browsers, the name itself for
 * all others.
 */
export function attachment(fileName: string): string {
  const ascii = fileName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/-{2,}/g, '-')
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
