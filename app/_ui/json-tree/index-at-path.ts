import { readPath } from '@/lib/report/json-path'
import type { JsonNode } from './index-json'

/** The index of what stands at a JSONPath; where nothing does, of the nearest thing around it that is there. */
export function indexAtPath(nodes: readonly JsonNode[], path: string): number {
  let index = 0
  for (const key of readPath(path) ?? []) {
    const inside = childAt(nodes, index, key)
    if (inside === null) return index
    index = inside
  }
  return index
}

function childAt(nodes: readonly JsonNode[], parent: number, key: string | number): number | null {
  const last = nodes[parent]?.end ?? 0
  for (let at = parent + 1; at < last; at = nodes[at]?.end ?? last) if (nodes[at]?.key === key) return at
  return null
}
