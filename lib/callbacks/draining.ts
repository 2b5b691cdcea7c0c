// Next bundles routes and instrumentation apart: what they share must live on the process.
const holder = globalThis as typeof globalThis & { __id360Draining?: boolean }

/** Whether this process is about to stop: callbacks are then sent elsewhere, or later, with a 503. */
export function isDraining(): boolean {
  return holder.__id360Draining === true
}

/** From now on no callback is taken. There is no way back: the process ends. */
export function startDraining(): void {
  holder.__id360Draining = true
}
