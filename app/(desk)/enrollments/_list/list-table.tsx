'use client'

import {
  type ChangeEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import { SelectionBar } from './selection-bar'
import { useRowKeys } from './use-row-keys'

type Selected = { references: string[]; id360Ids: string[]; count: number }

const NONE: Selected = { references: [], id360Ids: [], count: 0 }
const BOXES = 'tr[data-row-id] input[type=checkbox]'

/**
 * What a table drawn on the server learns in the browser: selection, keys, and that the whole row opens. The boxes are
 * the selection; here they are only read.
 */
export function ListTable({ children }: { children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null)
  const [selected, setSelected] = useState(NONE)

  const boxes = useCallback(() => [...(list.current?.querySelectorAll<HTMLInputElement>(BOXES) ?? [])], [])
  const read = useCallback(() => {
    const ticked = boxes().filter(({ checked }) => checked)
    const all = list.current?.querySelector<HTMLInputElement>('[data-select-all]')
    if (all) {
      all.checked = ticked.length > 0 && ticked.length === boxes().length
      all.indeterminate = ticked.length > 0 && !all.checked
    }
    setSelected(
      ticked.length === 0
        ? NONE
        : {
            count: ticked.length,
            references: ticked.flatMap(({ dataset }) => dataset.reference ?? []),
            id360Ids: ticked.flatMap(({ dataset }) => dataset.id360 ?? []),
          },
    )
  }, [boxes])
  const tickAll = useCallback(
    (checked: boolean) => {
      for (const box of boxes()) box.checked = checked
      read()
    },
    [boxes, read],
  )
  const toggle = useCallback(
    (row: HTMLElement) => {
      const box = row.querySelector<HTMLInputElement>('input[type=checkbox]')
      if (box) box.checked = !box.checked
      read()
    },
    [read],
  )
  useRowKeys(list, toggle)
  // Other rows may have come (another page, news): the selection is what is ticked among them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the children are the rows.
  useEffect(read, [read, children])

  function onChange({ target }: ChangeEvent<HTMLDivElement>) {
    if (!(target instanceof HTMLInputElement)) return
    if (target.matches('[data-select-all]')) tickAll(target.checked)
    else read()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for its rows, whose links and boxes are the controls.
    // biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard the row's own link opens it.
    <div ref={list} onChange={onChange} onClick={openRow} onAuxClick={openRow}>
      {children}
      <SelectionBar {...selected} onClear={() => tickAll(false)} />
    </div>
  )
}

/**
 * The link of a row is stretched over it. Only what has words of its own on hover lies above it: a click there goes the
 * same way, in a new tab with the middle button or with Ctrl, ⌘, Shift.
 */
function openRow(event: MouseEvent<HTMLDivElement>) {
  if (event.defaultPrevented || event.button > 1 || !(event.target instanceof Element)) return
  if (event.target.closest('a, button, input, label')) return
  const link = event.target.closest('tr')?.querySelector<HTMLAnchorElement>('[data-row-link]')
  if (!link) return
  if (event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey) {
    window.open(link.href, '_blank', 'noopener')
  } else {
    link.click()
  }
}
