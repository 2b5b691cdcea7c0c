'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'

type TreeJump = {
  /** Where the tree has been asked to go; a new object each time. */
  target: { path: string } | null
  /** Opens the tree at a JSONPath; `from` is the button that asked, to come back to. */
  jump: (path: string, from: HTMLElement) => void
  /** Back to where the reader was; null when they come from nowhere. */
  back: (() => void) | null
}

const Jump = createContext<TreeJump>({ target: null, jump: () => {}, back: null })

export const useTreeJump = () => useContext(Jump)

/** Lets what is written about a report lead into its tree, and back. */
export function TreeJumpProvider({ children }: { children: ReactNode }) {
  const [target, setTarget] = useState<TreeJump['target']>(null)
  const [origin, setOrigin] = useState<HTMLElement | null>(null)
  const jump = (path: string, from: HTMLElement) => {
    setTarget({ path })
    setOrigin(from)
  }
  const back =
    origin &&
    (() => {
      setOrigin(null)
      origin.scrollIntoView({ block: 'center' })
      origin.focus({ preventScroll: true })
    })
  return <Jump value={{ target, jump, back }}>{children}</Jump>
}
