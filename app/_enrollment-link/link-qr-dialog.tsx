'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '@/app/_ui/dialog'
import { QrCode } from '@/app/_ui/qr-code'

/** The link as large as the screen allows, for the camera of the person's phone. */
export function LinkQrDialog({ url, onClose }: { url: string; onClose: () => void }) {
  const t = useTranslations('newEnrollment.link')
  return (
    <Dialog open onClose={onClose} title={t('qrTitle')}>
      <div className="flex flex-col items-center gap-3">
        <QrCode text={url} label={t('qrLabel')} className="w-full max-w-[min(28rem,60vh)]" />
        <p className="text-center text-ink-soft">{t('qrHint')}</p>
      </div>
    </Dialog>
  )
}
