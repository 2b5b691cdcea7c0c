import type { AssistedDocument } from '@/lib/assisted/assisted-view'
import type { Picture, Place } from './picture'
import { type PageError, putPage } from './put-page'
import { forgetPicture } from './take-picture'

/** How the sending of a picture goes; sizes in bytes, instants in epoch milliseconds. */
export type Sending =
  | { state: 'idle' }
  | { state: 'sending'; sent: number; attempt: number }
  /** The connection was lost: the next try comes by itself. */
  | { state: 'waiting'; attempt: number; seconds: number }
  | { state: 'failed'; error: PageError }
  /** ID360 has it; the page does not show that yet. */
  | { state: 'arrived' }

export type Held = Place & { picture: Picture; sending: Sending }

/** The pauses before the tries that come by themselves, in milliseconds. */
const PAUSES = [1_000, 3_000, 8_000]

/**
 * The pictures of one page that are not at ID360 yet, and their way there. In the memory of this tab and nowhere else;
 * `clear` forgets them. It outlives the forms, so that a step that closes or a page that renews itself loses nothing.
 */
export function pictureStore(enrollmentId: string) {
  let held: readonly Held[] = []
  const listeners = new Set<() => void>()
  const stops = new Map<string, AbortController>()
  const ended = new Set<(end: Place & { sent: boolean }) => void>()

  const keyOf = ({ document, page }: Place) => `${document}/${page}`
  const find = (place: Place) => held.find((one) => keyOf(one) === keyOf(place))

  function change(next: readonly Held[]) {
    held = next
    for (const listener of listeners) listener()
  }
  const setSending = (place: Place, sending: Sending) =>
    change(held.map((one) => (keyOf(one) === keyOf(place) ? { ...one, sending } : one)))

  function tellEnd({ document, page }: Place, sent: boolean) {
    for (const listener of ended) listener({ document, page, sent })
  }

  function put(place: Place, picture: Picture) {
    const before = find(place)
    stops.get(keyOf(place))?.abort()
    if (before && before.picture.url !== picture.url) forgetPicture(before.picture)
    const others = held.filter((one) => keyOf(one) !== keyOf(place))
    const { document, page } = place
    const added: Held = { document, page, picture, sending: { state: 'idle' } }
    change([...others, added].sort(byPlace))
  }

  function remove(place: Place) {
    stops.get(keyOf(place))?.abort()
    const gone = find(place)
    if (gone) forgetPicture(gone.picture)
    change(held.filter((one) => one !== gone))
  }

  /** Sends one page; a lost connection tries that page again, a few times. Answers whether ID360 has it. */
  async function send(place: Place, totalPages: number): Promise<boolean> {
    const one = find(place)
    if (!one || !isUnsent(one) || isUnderWay(one)) return false
    const stop = new AbortController()
    stops.set(keyOf(place), stop)
    try {
      for (let attempt = 0; ; attempt += 1) {
        setSending(place, { state: 'sending', sent: 0, attempt })
        const outcome = await putPage(enrollmentId, place, totalPages, one.picture.bytes, {
          signal: stop.signal,
          again: attempt > 0,
          onProgress: (sent) => setSending(place, { state: 'sending', sent, attempt }),
        })
        if (stop.signal.aborted || 'stopped' in outcome) return leave(place, one)
        if ('sent' in outcome) {
          setSending(place, { state: 'arrived' })
          tellEnd(place, true)
          return true
        }
        const pause = PAUSES[attempt]
        if ('refused' in outcome || pause === undefined) {
          const error = 'refused' in outcome ? outcome.refused : outcome.lost
          setSending(place, { state: 'failed', error })
          tellEnd(place, false)
          return false
        }
        setSending(place, { state: 'waiting', attempt: attempt + 1, seconds: pause / 1000 })
        await pauseFor(pause, stop.signal)
        if (stop.signal.aborted) return leave(place, one)
      }
    } finally {
      if (stops.get(keyOf(place)) === stop) stops.delete(keyOf(place))
    }
  }

  /** Stopped by the agent: the picture stays, unless another has taken its place. */
  function leave(place: Place, one: Held): boolean {
    if (find(place)?.picture === one.picture) setSending(place, { state: 'idle' })
    return false
  }

  return {
    read: () => held,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** Hears of each page whose sending has ended, well or not. */
    onEnd: (listener: (end: Place & { sent: boolean }) => void) => {
      ended.add(listener)
      return () => void ended.delete(listener)
    },
    put,
    remove,
    send,
    stop: (place: Place) => stops.get(keyOf(place))?.abort(),
    /** Forgets every picture of a document from that page on. */
    removeFrom: (document: AssistedDocument, page: number) => {
      for (const one of held.filter((one) => one.document === document && one.page >= page)) remove(one)
    },
    /** Forgets the pictures that have arrived: the page shows them as sent. */
    dropArrived: () => {
      for (const one of held) if (!isUnsent(one)) remove(one)
    },
    clear: () => {
      for (const one of held) remove(one)
    },
  }
}

/** Whether the picture would be lost with this tab. */
export const isUnsent = ({ sending }: Held) => sending.state !== 'arrived'

export const isUnderWay = ({ sending: { state } }: Held) => state === 'sending' || state === 'waiting'

export type PictureStore = ReturnType<typeof pictureStore>

const byPlace = (a: Place, b: Place) => a.document.localeCompare(b.document) || a.page - b.page

function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        done()
      },
      { once: true },
    )
  })
}
