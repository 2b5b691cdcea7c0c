'use client'

import { useCallback, useRef, useState, useTransition } from 'react'
import type { ActionError } from '@/app/_errors/action-error'
import { type ActionAnswer, askAction } from './ask-action'

/** Sends one action at a time; its failure, the network's too, is kept to be shown (`ActionErrorNote`, fields). */
export function useAct() {
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, start] = useTransition()
  // A double click is two events before the button is drawn as busy.
  const busy = useRef(false)
  const act = useCallback(
    <Data>(send: () => Promise<ActionAnswer<Data> | undefined>, done: (data: Data) => void) => {
      if (busy.current) return
      busy.current = true
      setError(null)
      start(async () => {
        const answer = await askAction(send())
        busy.current = false
        if (answer.error) setError(answer.error)
        else done(answer.data)
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
