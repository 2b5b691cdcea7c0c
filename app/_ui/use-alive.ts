'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Whether the page is alive in the browser: before, a form would be sent past our code. */
export const useAlive = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
