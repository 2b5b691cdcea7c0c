'use client'

import { ShieldCheck, ShieldX } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState, useTransition } from 'react'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Note } from '@/app/_ui/note'
import { type CheckedChain, verifyAuditAction } from './verify-audit-action'

type Failure = Parameters<typeof ActionErrorNote>[0]['error']

/** Asks for the whole chain to be checked now, and says what was found. */
export function ChainCheck({
  label,
  running,
  hint,
  last,
}: {
  label: string
  running: string
  hint: string
  /** When that was last done. */
  last: ReactNode
}) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const [checked, setChecked] = useState<CheckedChain | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const check = () =>
    startTransition(async () => {
      const answer = await verifyAuditAction().catch(() => null)
      setChecked(answer?.data ?? null)
      setFailure(answer?.data ? null : (answer?.serverError ?? { message: { key: 'brokenAction' } }))
      if (answer?.data) router.refresh()
    })
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1" data-print="hide">
        <Button onClick={check} pending={pending} icon={<ShieldCheck size={16} aria-hidden />}>
          {pending ? running : label}
        </Button>
        <span className="text-sm text-ink-faint">{hint}</span>
      </div>
      <p className="text-sm text-ink-soft">{last}</p>
      <div role="status">
        {checked && (
          <Note
            tone={checked.sound ? 'green' : 'red'}
            icon={checked.sound ? <ShieldCheck size={16} aria-hidden /> : <ShieldX size={16} aria-hidden />}
            title={checked.sound ? undefined : checked.title}
          >
            {/* A hash has no place to break at. */}
            <span className="wrap-anywhere">{checked.words}</span>
          </Note>
        )}
      </div>
      {failure && <ActionErrorNote error={failure} />}
    </div>
  )
}
