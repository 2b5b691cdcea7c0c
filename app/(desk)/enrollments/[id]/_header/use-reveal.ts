import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { askAction, type Failure } from '@/app/_actions/ask-action'
import type { RevealedPerson } from '@/lib/enrollments/revealed-person'
import { endRevealAction, readRevealedAction } from './reveal-actions'

/** How often a page looks at the clock: one timer for the whole time would sleep as long as the machine does. */
const LOOK_EVERY_MS = 1000

type Shown = RevealedPerson & { deadline: number }

/**
 * What is masked of a person, plain for as long as the desk allows it, and masked again by this page itself.
 * `revealed`: it counts already, from before the page was opened; then it is asked for, because the page never holds it.
 */
export function useReveal(enrollmentId: string, revealed: boolean) {
  const [shown, setShown] = useState<Shown | null>(null)
  const [error, setError] = useState<Failure | null>(null)
  const [ended, setEnded] = useState(false)
  /** An answer to what was asked before the last masking is too late. */
  const turn = useRef(0)

  function show(person: RevealedPerson) {
    setError(null)
    setEnded(false)
    setShown({ ...person, deadline: Date.now() + person.leftMs })
  }
  function mask() {
    turn.current += 1
    setShown(null)
    setEnded(true)
  }
  async function maskNow() {
    mask()
    setError((await askAction(endRevealAction({ enrollmentId }))).error)
  }
  const askAgain = useEffectEvent(async () => {
    const asked = turn.current
    const { data } = await askAction(readRevealedAction({ enrollmentId }))
    if (asked !== turn.current) return
    if (data) show(data)
    else if (shown) mask()
  })
  const maskWhenOver = useEffectEvent(() => {
    if (shown && Date.now() >= shown.deadline) mask()
  })
  const returned = useEffectEvent(() => {
    if (document.hidden || !shown) return
    maskWhenOver()
    // Masked in another tab, or signed out, meanwhile?
    if (Date.now() < shown.deadline) void askAgain()
  })
  const restore = useEffectEvent(() => {
    if (!shown) void askAgain()
  })

  useEffect(() => {
    if (revealed) restore()
  }, [revealed])
  const isShown = shown !== null
  useEffect(() => {
    if (!isShown) return
    const timer = setInterval(() => maskWhenOver(), LOOK_EVERY_MS)
    const stop = new AbortController()
    document.addEventListener('visibilitychange', () => returned(), { signal: stop.signal })
    window.addEventListener('pageshow', () => returned(), { signal: stop.signal })
    return () => {
      clearInterval(timer)
      stop.abort()
    }
  }, [isShown])

  return { shown, ended, error, show, maskNow }
}
