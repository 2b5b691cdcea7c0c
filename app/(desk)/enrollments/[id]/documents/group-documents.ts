import type { EvidenceView } from '@/lib/evidence/read-evidence'

type Item = EvidenceView['kinds']['document']['items'][number]

/** The files of one type of document, in the order of the report. */
export type DocumentGroup = { type: string; items: Item[] }

/** Files by type (`identity_document/0` is the first of its type), those that people look at first coming first. */
export function groupDocuments(items: readonly Item[]): DocumentGroup[] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const { type } = partOf(item.part)
    groups.set(type, [...(groups.get(type) ?? []), item])
  }
  return [...groups]
    .map(([type, members]) => ({
      type,
      items: members.toSorted((a, b) => partOf(a.part).index - partOf(b.part).index),
    }))
    .sort((a, b) => rank(a.type) - rank(b.type) || a.type.localeCompare(b.type))
}

function partOf(part: string): { type: string; index: number } {
  const at = part.lastIndexOf('/')
  return { type: at < 0 ? part : part.slice(0, at), index: Number(part.slice(at + 1)) || 0 }
}

const FIRST = ['identity_document', 'selfie', 'liveness']

const rank = (type: string) => (FIRST.includes(type) ? FIRST.indexOf(type) : FIRST.length)
