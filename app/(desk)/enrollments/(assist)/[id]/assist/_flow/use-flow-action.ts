'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { askAction, type Failure } from '@/app/_actions/ask-action'

/**
 * Runs an action of the flow, once at a time, and then shows where the flow stands: after a failure too, which is often
 * that somebody else was faster.
 */
export function useFlowAction<Input, Data>(action: (input: Input) => Parameters<typeof askAction<Data>>[0]) {
  const renew = useRenew()
  const [error, setError] = useState<Failure | null>(null)
  const [pending, startTransition] = useTransition()
  const run = (input: Input, onDone?: (data: Data) => void) =>
    startTransition(async () => {
      const answer = await askAction(action(input))
      setError(answer.error)
      if (answer.error === null) onDone?.(answer.data)
      renew(answer.error !== null)
    })
  return { run, pending, error }
}

/** Reads the flow again; unless told to `stay`, at the step that is next, whichever the address asked for. */
export function useRenew() {
  const router = useRouter()
  const pathname = usePathname()
  return (stay = false) => {
    if (!stay && window.location.search !== '') router.replace(pathname, { scroll: false })
    else router.refresh()
  }
}
