export type ShownState = 'active' | 'retired' | 'elsewhere' | 'noWay'

/** Whether a process is offered, or the first reason why not. */
export function shownState(process: {
  state: 'active' | 'retired'
  elsewhere: boolean
  byLink: boolean
  assisted: boolean
}): ShownState {
  if (process.state === 'retired') return 'retired'
  if (process.elsewhere) return 'elsewhere'
  return process.byLink || process.assisted ? 'active' : 'noWay'
}
