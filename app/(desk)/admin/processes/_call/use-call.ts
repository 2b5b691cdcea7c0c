'use client'

import { useRef, useState, useTransition } from 'react'
import type { ActionError } from '@/app/_errors/action-error'

export type CallFailure = Pick<ActionError, 'message' | 'fieldErrors'>

type Answer<Data> = { data?: Data; serverError?: ActionError } | undefined

const failureOf = (key: string): CallFailure => ({ message: { key }, fieldErrors: {} })

/** Calls a server action, once at a time, and keeps why it failed until the next call or until it is corrected. */
export function useCall() {
  const [pending, startTransition] = useTransition()
  const [failure, setFailure] = useState<CallFailure | null>(null)
  const busy = useRef(false)

  function call<Data>(action: () => Promise<Answer<Data>>, onDone: (data: Data | undefined) => void) {
    if (busy.current) return
    busy.current = true
    setFailure(null)
    startTransition(async () => {
      const answer = await action().catch(() => 'offline' as const)
      busy.current = false
      if (answer === 'offline') setFailure(failureOf('offline'))
      else if (!answer || answer.serverError) setFailure(answer?.serverError ?? failureOf('brokenAction'))
      else onDone(answer.data)
    })
  }

  return { call, pending, failure, setFailure }
}
