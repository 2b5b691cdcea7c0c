'use client'

import { useState, useTransition } from 'react'
import { changePreferencesAction } from '@/app/_actions/change-preferences-action'
import type { Preferences } from '@/lib/staff/change-preferences'

/** Changes language or theme; the answer brings the page in its new clothes. `failed` until the next try. */
export function usePreferences() {
  const [pending, start] = useTransition()
  const [failed, setFailed] = useState(false)
  const change = (preferences: Preferences) =>
    start(async () => {
      const result = await changePreferencesAction(preferences).catch(() => null)
      setFailed(!result || result.serverError !== undefined)
    })
  return { change, pending, failed }
}
