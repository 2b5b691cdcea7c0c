import type { MouseEvent } from 'react'

/**
 * The link of a row is stretched over it. Only what has words of its own on hover (`title`) lies above it: a click there
 * goes the same way, in a new tab with the middle button or with Ctrl, ⌘, Shift.
 */
export function openRow(event: MouseEvent<HTMLTableRowElement>) {
  if (event.defaultPrevented || event.button > 1) return
  if (!(event.target instanceof Element) || event.target.closest('a, button, input, label')) return
  const link = event.currentTarget.querySelector<HTMLAnchorElement>('[data-row-link]')
  if (!link) return
  if (event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey) {
    window.open(link.href, '_blank', 'noopener')
  } else {
    link.click()
  }
}
