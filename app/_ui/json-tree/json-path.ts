import { type Place, writePath } from '@/lib/report/json-path'
import type { JsonNode } from './index-json'

/** Where a value stands, as JSONPath (RFC 9535): `$.steps['liveness$0'].results[0].score`. */
export function jsonPath(nodes: readonly JsonNode[], index: number): string {
  return writePath(placeOf(nodes, index))
}

function placeOf(nodes: readonly JsonNode[], index: number): Place {
  const keys: (string | number)[] = []
  for (let node = nodes[index]; node && node.key !== null; node = nodes[node.parent]) keys.push(node.key)
  return keys.reduceRight<Place>((parent, key) => ({ parent, key }), null)
}
