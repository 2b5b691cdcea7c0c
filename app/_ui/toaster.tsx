'use client'

import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'
import { TOAST_EVENT } from './toast'

const SonnerToaster = dynamic(() => import('sonner').then((sonner) => sonner.Toaster), { ssr: false })

/** Where toasts appear. The library is fetched with the first toast. */
export function Toaster({ label }: { label: string }) {
  const [wanted, setWanted] = useState(false)
  const queue = useRef(Promise.resolve())
  useEffect(() => {
    function show(event: Event) {
      const message = (event as CustomEvent<string>).detail
      setWanted(true)
      queue.current = queue.current.then(async () => {
        const { toast } = await import('sonner')
        toast.success(message)
      })
    }
    window.addEventListener(TOAST_EVENT, show)
    return () => window.removeEventListener(TOAST_EVENT, show)
  }, [])
  if (!wanted) return null
  return (
    <SonnerToaster
      position="bottom-right"
      containerAriaLabel={label}
      style={{ fontFamily: 'inherit' }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-[22rem] max-w-full items-center gap-2 rounded-md border border-line-strong bg-surface px-4 py-3 text-base text-ink shadow-lg',
        },
      }}
    />
  )
}
