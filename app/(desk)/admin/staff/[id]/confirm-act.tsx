'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useAct } from '@/app/_actions/use-act'
import type { ActionError } from '@/app/_errors/action-error'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'

/** Says once more what will happen, then does it; a failure stays in the dialog. */
export function ConfirmAct<Data>({
  title,
  label,
  danger = false,
  send,
  done,
  onClose,
  children,
}: {
  title: string
  label: string
  danger?: boolean
  send: () => Promise<{ data?: Data; serverError?: ActionError } | undefined>
  done: (data: Data | undefined) => void
  onClose: () => void
  children: ReactNode
}) {
  const common = useTranslations('common')
  const { act, pending, error } = useAct()
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button variant={danger ? 'danger' : 'primary'} pending={pending} onClick={() => act(send, done)}>
            {label}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {error && <ActionErrorNote error={error} />}
        <p>{children}</p>
      </div>
    </Dialog>
  )
}
