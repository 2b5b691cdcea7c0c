export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null'

/** One value of a document, by its place in the order of reading. */
export type JsonNode = {
  /** Index of the object or array it lies in; -1 for the document itself. */
  parent: number
  depth: number
  /** Name in its object, place in its array; null for the document itself. */
  key: string | number | null
  kind: JsonKind
  value: unknown
  /** Index after the last value inside it. */
  end: number
  /** Place among its siblings, from 1, and how many they are. */
  position: number
  siblings: number
}

/**
 * Lists every value of a document in the order of reading. Without recursion: what others sent can be nested deeper
 * than the call stack goes.
 */
export function indexJson(document: unknown): JsonNode[] {
  const nodes: JsonNode[] = []
  const open: { node: JsonNode; index: number; keys: (string | number)[]; next: number }[] = []
  const add = (value: unknown, key: string | number | null, position: number, siblings: number) => {
    const holder = open.at(-1)
    const node: JsonNode = {
      parent: holder ? holder.index : -1,
      depth: open.length,
      key,
      kind: kindOf(value),
      value,
      end: nodes.length + 1,
      position,
      siblings,
    }
    nodes.push(node)
    const keys = keysOf(value)
    if (keys.length > 0) open.push({ node, index: nodes.length - 1, keys, next: 0 })
  }
  add(document, null, 1, 1)
  for (let holder = open.at(-1); holder; holder = open.at(-1)) {
    const key = holder.keys[holder.next]
    if (key === undefined) {
      holder.node.end = nodes.length
      open.pop()
      continue
    }
    holder.next += 1
    add((holder.node.value as Record<string | number, unknown>)[key], key, holder.next, holder.keys.length)
  }
  return nodes
}

function kindOf(value: unknown): JsonKind {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  const kind = typeof value
  return kind === 'object' || kind === 'number' || kind === 'boolean' ? kind : 'string'
}

function keysOf(value: unknown): (string | number)[] {
  if (Array.isArray(value)) return [...value.keys()]
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}

/** Whether there is something inside to open. */
export const hasInside = (nodes: readonly JsonNode[], index: number) => (nodes[index]?.end ?? 0) > index + 1

/** The indexes that are on screen, in order: whatever lies in something closed is left out. */
export function shownNodes(nodes: readonly JsonNode[], isOpen: Uint8Array): number[] {
  const shown: number[] = []
  for (let index = 0; index < nodes.length; ) {
    shown.push(index)
    index = isOpen[index] ? index + 1 : (nodes[index]?.end ?? nodes.length)
  }
  return shown
}

/** Everything above `depth` open, the rest closed; the document itself is always open. */
export function openToDepth(nodes: readonly JsonNode[], depth: number): Uint8Array {
  return Uint8Array.from(nodes, (node, index) =>
    index === 0 || (node.depth < depth && hasInside(nodes, index)) ? 1 : 0,
  )
}

/** A copy with everything open that `index` lies in. */
export function openAround(nodes: readonly JsonNode[], isOpen: Uint8Array, index: number): Uint8Array {
  const opened = isOpen.slice()
  for (let at = nodes[index]?.parent ?? -1; at >= 0; at = nodes[at]?.parent ?? -1) opened[at] = 1
  return opened
}
