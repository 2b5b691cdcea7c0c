'use client'

import { useState, useTransition } from 'react'
import { postToNextAuth } from './next-auth-client'

/** Ends the session and leaves with a whole new page, so that nothing of it stays in the browser's memory. */
export function useSignOut() {
  const [failed, setFailed] = useState(false)
  const [pending, start] = useTransition()
  const signOut = () =>
    start(async () => {
      if (await postToNextAuth('signout')) setFailed(true)
      else window.location.assign('/sign-in')
    })
  return { signOut, pending, failed }
}
