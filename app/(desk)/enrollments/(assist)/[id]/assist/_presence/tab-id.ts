'use client'

import { v4 as uuidv4 } from 'uuid'

const KEY = 'desk.assist.tab'

/**
 * The id of this tab: a new one, or the one it had before it was loaded again (otherwise it would meet itself). It is
 * only put down on the way out, so that a copy of the tab gets an id of its own.
 */
export function takeTabId(): string {
  try {
    const left = sessionStorage.getItem(KEY)
    sessionStorage.removeItem(KEY)
    return left ?? uuidv4()
  } catch {
    // Storage can be switched off.
    return uuidv4()
  }
}

/** Puts the id down for the next load of this tab. */
export function leaveTabId(tabId: string): void {
  try {
    sessionStorage.setItem(KEY, tabId)
  } catch {}
}
