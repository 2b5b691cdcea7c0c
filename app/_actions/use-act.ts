'use client'

import { useCallback, useRef, useState, useTransition } from 'react'
import type { ActionError } from '@/app/_errors/action-error'

type Answer<Data> = { data?: Data; serverError?: ActionError } | undefined

const failure = (key: string): ActionError => ({ code: 'UNEXPECTED', message: { key }, fieldErrors: {} })

/** Sends one action at a time; its failure, the network's too, is kept to be shown (`ActionErrorNote`, fields). */
export function useAct() {
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, start] = useTransition()
  // A double click is two events before the button is drawn as busy.
  const busy = useRef(false)
  const act = useCallback(
    <Data>(send: () => Promise<Answer<Data>>, done: (data: Data | undefined) => void) => {
      if (busy.current) return
      busy.current = true
      setError(null)
      start(async () => {
        try {
          const answer = await send().finally(() => {
            busy.current = false
          })
          if (answer === undefined) setError(failure('brokenAction'))
          else if (answer.serverError) setError(answer.serverError)
          else done(answer.data)
        } catch {
          setError(failure('offline'))
        }
      })
    },
    [],
  )
  return { act, pending, error, setError }
}

/** What a form finds wrong by itself, before anything is sent. */
export const formFailure = (fieldErrors: Record<string, string>): ActionError => ({
  code: 'INVALID',
  message: { key: 'INVALID' },
  fieldErrors,
})
