'use client'

import { type RefObject, useEffect } from 'react'

/**
 * The keys of a list: `j` and `k` move from row to row, `x` selects the row one is on; Enter is the link's own. They
 * rest while somebody types, or while a dialog is open. A row is the `tr` around an element with `data-row-link`.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>, onSelect: (row: HTMLElement) => void) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (!/^[jkx]$/.test(event.key) || isTyping(event.target) || document.querySelector('dialog:modal'))
        return
      const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])]
      const row = document.activeElement?.closest('tr')
      const at = links.findIndex((link) => row?.contains(link))
      if (event.key === 'x') {
        if (row && at >= 0) onSelect(row)
        return
      }
      const next = at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : -1)))
      links[next]?.focus()
      links[next]?.closest('tr')?.scrollIntoView({ block: 'nearest' })
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [list, onSelect])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox'
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)
}
