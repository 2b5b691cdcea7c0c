import { findInText } from './find-in-text'

const ALL = 'pdf-match'
const CURRENT = 'pdf-match-current'

/**
 * Marks every match in a page's text layer, the current one apart. Ranges are painted by the browser: nothing of the
 * PDF's text ever becomes HTML. A browser without the Highlight API shows the page without marks.
 */
export function highlightMatches(layer: Element | null, wanted: string, current: number | null): void {
  if (!('highlights' in CSS)) return
  CSS.highlights.delete(ALL)
  CSS.highlights.delete(CURRENT)
  if (!layer || wanted.trim() === '') return
  const ranges = rangesOf(layer, wanted)
  if (ranges.length === 0) return
  CSS.highlights.set(ALL, new Highlight(...ranges))
  const one = current === null ? undefined : ranges[Math.min(current, ranges.length - 1)]
  if (!one) return
  CSS.highlights.set(CURRENT, new Highlight(one))
  one.startContainer.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

function rangesOf(layer: Element, wanted: string): Range[] {
  const nodes: { node: Text; start: number }[] = []
  let text = ''
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) {
      nodes.push({ node, start: text.length })
      text += node.data
    } else if (node instanceof HTMLBRElement) text += '\n'
  }
  const place = (at: number): [Text, number] | null => {
    const found = nodes.findLast(({ start }) => start <= at)
    return found ? [found.node, Math.min(at - found.start, found.node.length)] : null
  }
  return findInText(text, wanted).flatMap(({ start, end }) => {
    const from = place(start)
    const to = place(end - 1)
    if (!from || !to) return []
    const range = document.createRange()
    range.setStart(...from)
    range.setEnd(to[0], Math.min(to[1] + 1, to[0].length))
    return [range]
  })
}
