import type { Status } from '../statuses'

/**
 * Which letters of an endpoint's `on` announce which final status [guess: the guide shows the letters
 * `E`, `F`, `C` beside "failure, cancellation, completion" and says no more]. DISCONTINUED goes with `C` [guess].
 */
const LETTER_OF_STATUS: Partial<Record<Status, string>> = {
  OK: 'E',
  KO: 'E',
  FAILED: 'F',
  CANCELED: 'C',
  DISCONTINUED: 'C',
}

/**
 * Whether an endpoint wants the callback that carries this status.
 * An empty `on` means everything, intermediate callbacks too [guess].
 */
export function wantsCallback(on: readonly string[], status: Status): boolean {
  if (on.length === 0) return true
  const letter = LETTER_OF_STATUS[status]
  return letter !== undefined && on.includes(letter)
}
