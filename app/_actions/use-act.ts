'use client'

import { useCallback, useState, useTransition } from 'react'
import type { ActionError } from '@/app/_errors/action-error'

type Answer<Data> = { data?: Data; serverError?: ActionError } | undefined

const failure = (key: string): ActionError => ({ code: 'UNEXPECTED', message: { key }, fieldErrors: {} })

/** Sends one action at a time; its failure, the network's too, is kept to be shown (`ActionErrorNote`, fields). */
export function useAct() {
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, start] = useTransition()
  const act = useCallback(
    <Data>(send: () => Promise<Answer<Data>>, done: (data: Data | undefined) => void) => {
      setError(null)
      start(async () => {
        try {
          const answer = await send()
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
