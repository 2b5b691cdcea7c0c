'use client'

import { useState } from 'react'
import type { ActionError } from '@/app/_errors/action-error'
import { showLinkAction } from './show-link-action'

/** Asks for the link, each time anew (each showing is audited), and remembers only its masked form and the failure. */
export function useLink(enrollmentId: string, language: 'fr' | 'en') {
  const [asking, setAsking] = useState(false)
  const [masked, setMasked] = useState<string | null>(null)
  const [failure, setFailure] = useState<Pick<ActionError, 'message'> | null>(null)
  async function ask(): Promise<string | null> {
    if (asking) return null
    setAsking(true)
    setFailure(null)
    try {
      const answer = await showLinkAction({ enrollmentId, language })
      if (answer?.data) {
        setMasked(answer.data.masked)
        return answer.data.url
      }
      setFailure(answer?.serverError ?? { message: { key: 'brokenAction' } })
    } catch {
      setFailure({ message: { key: 'offline' } })
    } finally {
      setAsking(false)
    }
    return null
  }
  const forget = () => {
    setMasked(null)
    setFailure(null)
  }
  return { ask, asking, masked, failure, forget }
}
