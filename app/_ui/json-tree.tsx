'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useId, useRef } from 'react'
import { classNames } from './class-names'
import { JsonTreeDetail } from './json-tree/json-tree-detail'
import { JsonTreeRow, ROW_HEIGHT } from './json-tree/json-tree-row'
import { JsonTreeToolbar } from './json-tree/json-tree-toolbar'
import { type JsonTreeTarget, useJsonTree } from './json-tree/use-json-tree'

/**
 * A JSON document as a tree: search, open and close, copy a path or a value; arrows, Enter and the other keys of a tree.
 * Only the rows on screen exist, so that five megabytes scroll like five lines. Load it lazily. Needs the namespace
 * `report`.
 */
export function JsonTree({
  text,
  label,
  maskedText,
  searchable = true,
  target = null,
  className = 'max-h-[70vh]',
}: {
  /** The document, as JSON: one text travels to the browser faster than its parts. */
  text: string
  /** What the document is, for who cannot see it. */
  label: string
  /** The text that stands where a secret stood. */
  maskedText?: string
  searchable?: boolean
  /** Where to go: opened, brought on screen and focused, each time it is another object. */
  target?: JsonTreeTarget | null
  /** Its height, or how high it may be. */
  className?: string
}) {
  const tree = useJsonTree(text, target)
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: tree.rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  })
  const { activeRow } = tree
  useEffect(() => {
    if (activeRow >= 0) virtualizer.scrollToIndex(activeRow, { align: 'auto' })
  }, [activeRow, virtualizer])
  const reveal = useEffectEvent(() => {
    virtualizer.scrollToIndex(Math.max(activeRow, 0), { align: 'center' })
    if (frame.current) focusOnScreen(frame.current)
  })
  useEffect(() => {
    if (target) reveal()
  }, [target])
  const rowId = (index: number) => `${id}-${index}`
  return (
    <div className="flex min-w-0 flex-col">
      <JsonTreeToolbar tree={tree} searchable={searchable} />
      <div
        ref={frame}
        role="tree"
        aria-label={label}
        aria-activedescendant={rowId(tree.active)}
        tabIndex={0}
        onKeyDown={tree.onKeyDown}
        className={classNames(
          'relative overflow-x-hidden overflow-y-auto font-mono text-sm focus-visible:-outline-offset-2',
          className,
        )}
      >
        <div role="none" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const index = tree.rows[item.index] ?? 0
            return (
              <JsonTreeRow
                key={index}
                tree={tree}
                index={index}
                id={rowId(index)}
                top={item.start}
                maskedText={maskedText}
              />
            )
          })}
        </div>
      </div>
      <JsonTreeDetail tree={tree} />
    </div>
  )
}

function focusOnScreen(element: HTMLElement) {
  const { top, bottom } = element.getBoundingClientRect()
  element.focus({ preventScroll: true })
  if (top < 0 || bottom > window.innerHeight) element.scrollIntoView({ block: 'center' })
}
