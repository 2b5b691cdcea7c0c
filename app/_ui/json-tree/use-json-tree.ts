import { type KeyboardEvent, useDeferredValue, useMemo, useState } from 'react'
import { indexAtPath } from './index-at-path'
import { hasInside, indexJson, type JsonNode, openAround, openToDepth, shownNodes } from './index-json'
import { searchJson } from './search-json'

const PAGE_ROWS = 10
/** What is open at first: enough to see what the document is made of. */
const FIRST_DEPTH = 2
const FEW_VALUES = 60

const TREE_KEYS = new Set([
  'ArrowDown',
  'ArrowUp',
  'PageDown',
  'PageUp',
  'Home',
  'End',
  'ArrowRight',
  'ArrowLeft',
  'Enter',
  ' ',
  '*',
])

export type JsonTreeState = ReturnType<typeof useJsonTree>

/** A wish to see what stands at a JSONPath; a new object each time it is asked for. */
export type JsonTreeTarget = { path: string }

/** What is open, where the reader is and what they search for, over one document given as JSON text. */
export function useJsonTree(text: string, target: JsonTreeTarget | null = null) {
  const nodes = useMemo(() => indexJson(JSON.parse(text)), [text])
  const [isOpen, setOpen] = useState(() => openAtFirst(nodes))
  const [active, setActive] = useState(0)
  const [shown, setShown] = useState(nodes)
  if (shown !== nodes) {
    setShown(nodes)
    setOpen(openAtFirst(nodes))
    setActive(0)
  }
  const [reached, setReached] = useState<JsonTreeTarget | null>(null)
  if (target !== reached) {
    setReached(target)
    if (target) {
      const index = indexAtPath(nodes, target.path)
      const opened = openAround(nodes, isOpen, index)
      if (hasInside(nodes, index)) opened[index] = 1
      setOpen(opened)
      setActive(index)
    }
  }
  const [words, setWords] = useState('')
  const searched = useDeferredValue(words)
  const rows = useMemo(() => shownNodes(nodes, isOpen), [nodes, isOpen])
  const found = useMemo(() => searchJson(nodes, searched), [nodes, searched])
  const foundSet = useMemo(() => new Set(found), [found])
  const activeRow = rows.indexOf(active)

  function toggle(index: number) {
    if (index === 0 || !hasInside(nodes, index)) return
    const next = isOpen.slice()
    next[index] = next[index] ? 0 : 1
    setOpen(next)
  }

  function showDepth(depth: number) {
    const next = openToDepth(nodes, depth)
    setOpen(next)
    setActive(nearestShown(nodes, next, active))
  }

  /** Goes to the next match after (or before) where the reader is, and round again at the end. */
  function goToMatch(direction: 1 | -1) {
    const next =
      direction === 1
        ? (found.find((index) => index > active) ?? found[0])
        : (found.findLast((index) => index < active) ?? found.at(-1))
    if (next === undefined) return
    setOpen(openAround(nodes, isOpen, next))
    setActive(next)
  }

  function goToRow(row: number) {
    const index = rows[Math.min(Math.max(row, 0), rows.length - 1)]
    if (index !== undefined) setActive(index)
  }

  function press(key: string) {
    const opens = hasInside(nodes, active)
    const open = Boolean(isOpen[active])
    switch (key) {
      case 'ArrowDown':
        return goToRow(activeRow + 1)
      case 'ArrowUp':
        return goToRow(activeRow - 1)
      case 'PageDown':
        return goToRow(activeRow + PAGE_ROWS)
      case 'PageUp':
        return goToRow(activeRow - PAGE_ROWS)
      case 'Home':
        return goToRow(0)
      case 'End':
        return goToRow(rows.length - 1)
      case 'ArrowRight':
        return opens && open ? goToRow(activeRow + 1) : toggle(active)
      case 'ArrowLeft':
        return opens && open && active !== 0
          ? toggle(active)
          : setActive(Math.max(nodes[active]?.parent ?? 0, 0))
      case 'Enter':
      case ' ':
        return toggle(active)
      case '*':
        return setOpen(openSiblings(nodes, isOpen, active))
    }
  }

  /** The keys of a tree (ARIA Authoring Practices, tree view). */
  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || !TREE_KEYS.has(event.key)) return
    event.preventDefault()
    press(event.key)
  }

  return {
    nodes,
    rows,
    isOpen,
    active,
    activeRow,
    setActive,
    toggle,
    showDepth,
    onKeyDown,
    words,
    setWords,
    found,
    foundSet,
    searched,
    /** Which match the reader is at, from 1; 0: none of them. */
    foundAt: found.indexOf(active) + 1,
    goToMatch,
  }
}

const openAtFirst = (nodes: readonly JsonNode[]) =>
  openToDepth(nodes, nodes.length <= FEW_VALUES ? Number.POSITIVE_INFINITY : FIRST_DEPTH)

/** The value itself, or the nearest thing around it that is still on screen. */
function nearestShown(nodes: readonly JsonNode[], isOpen: Uint8Array, index: number): number {
  let shown = index
  for (let at = nodes[index]?.parent ?? -1; at >= 0; at = nodes[at]?.parent ?? -1) if (!isOpen[at]) shown = at
  return shown
}

function openSiblings(nodes: readonly JsonNode[], isOpen: Uint8Array, index: number): Uint8Array {
  const opened = isOpen.slice()
  const parent = nodes[index]?.parent ?? -1
  if (parent < 0) return opened
  const last = nodes[parent]?.end ?? 0
  for (let at = parent + 1; at < last; at = nodes[at]?.end ?? last) if (hasInside(nodes, at)) opened[at] = 1
  return opened
}
