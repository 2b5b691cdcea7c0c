import { useEffect, useEffectEvent, useState } from 'react'

export type StreamState = 'connecting' | 'live' | 'paused'

const FIRST_WAIT = 2000
const LONGEST_WAIT = 30_000

/**
 * Listens to the revisions of an enrollment. The browser reconnects by itself after a cut line, but gives up for good
 * after a refusal (503 while the desk restarts): then this tries again. A page nobody sees holds no connection: a
 * browser has few of them per site.
 */
export function useRevisionStream(url: string, onRevision: (revision: number) => void): StreamState {
  const [state, setState] = useState<StreamState>('connecting')
  const heard = useEffectEvent(onRevision)
  useEffect(() => {
    let source: EventSource | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let wait = FIRST_WAIT

    function open() {
      if (source || document.hidden) return
      const opened = new EventSource(url)
      source = opened
      opened.onopen = () => {
        wait = FIRST_WAIT
        setState('live')
      }
      opened.onmessage = ({ data }) => {
        const revision = revisionOf(data)
        if (revision !== null) heard(revision)
      }
      opened.onerror = () => {
        setState('paused')
        if (opened.readyState !== EventSource.CLOSED) return
        close()
        timer = setTimeout(open, wait)
        wait = Math.min(wait * 2, LONGEST_WAIT)
      }
    }
    function close() {
      clearTimeout(timer)
      source?.close()
      source = null
    }
    function onVisibility() {
      if (document.hidden) {
        close()
        setState('paused')
      } else open()
    }

    open()
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      document.removeEventListener('visibilitychange', onVisibility)
      close()
    }
  }, [url])
  return state
}

function revisionOf(data: unknown): number | null {
  try {
    const message: unknown = JSON.parse(String(data))
    const { revision } = Object(message) as { revision?: unknown }
    return typeof revision === 'number' ? revision : null
  } catch {
    return null
  }
}
