'use client'

import { LockKeyholeOpen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Checkbox } from '@/app/_ui/checkbox'
import { Dialog } from '@/app/_ui/dialog'
import { IconButton } from '@/app/_ui/icon-button'
import { Note } from '@/app/_ui/note'

/** Says what the original holds before it is given. A plain form: the answer is a download. */
export function OriginalPack({ address }: { address: string }) {
  const t = useTranslations('pack.original')
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton label={t('open')} onClick={() => setOpen(true)}>
        <LockKeyholeOpen size={16} aria-hidden />
      </IconButton>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('title')}>
        <form method="post" action={address} className="flex flex-col items-start gap-4">
          <Note tone="amber">{t('explain')}</Note>
          <Checkbox name="confirmed" value="original" required label={t('confirm')} />
          <Button type="submit" variant="danger">
            {t('download')}
          </Button>
        </form>
      </Dialog>
    </>
  )
}
