'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { CopyButton } from '@/app/_ui/copy-button'
import { Dialog } from '@/app/_ui/dialog'
import { Note } from '@/app/_ui/note'
import { TextField } from '@/app/_ui/text-field'
import type { Invite } from '@/lib/staff/invite-secret'

/** The one-time link, shown this once: the desk keeps only its hash. */
export function LinkDialog({ invite, name, onClose }: { invite: Invite; name: string; onClose: () => void }) {
  const t = useTranslations('staffAdmin.link')
  const format = useFormatter()
  const date = format.dateTime(invite.expiresAt, { dateStyle: 'long', timeStyle: 'short' })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('titleOf', { name })}
      footer={<Button onClick={onClose}>{t('close')}</Button>}
    >
      <div className="flex flex-col gap-4">
        <Note tone="amber">{t('once', { name })}</Note>
        <TextField
          data-autofocus
          label={t('label')}
          hint={t('expires', { date })}
          readOnly
          value={invite.url}
          onFocus={({ target }) => target.select()}
          className="font-mono text-sm"
        />
        <div className="flex items-center gap-2">
          <CopyButton text={invite.url} label={t('copy')} variant="primary" />
        </div>
      </div>
    </Dialog>
  )
}
