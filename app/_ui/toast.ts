/** The event by which `toast` reaches the Toaster of the layout, whenever it is ready. */
export const TOAST_EVENT = 'desk:toast'

/** Confirms something that went well. Failures are no toasts: they stay on the page (ErrorNote). */
export function toast(message: string): void {
  window.dispatchEvent(new CustomEvent<string>(TOAST_EVENT, { detail: message }))
}
