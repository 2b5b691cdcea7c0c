'use client'

import { Columns2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { ImagePane } from './image-pane'

export type ExaminedImage = { id: string; name: string }

type Examine = (ids: string[]) => void

const ExamineContext = createContext<Examine>(() => {})

/** Opens the examiner with these images. */
export const useExaminer = (): Examine => useContext(ExamineContext)

/** Front, back and face: what is compared. */
const SIDE_BY_SIDE = 3

const AllContext = createContext<readonly ExaminedImage[]>([])

export function CompareButton() {
  const t = useTranslations('evidence.documents')
  const examine = useExaminer()
  const images = useContext(AllContext)
  return (
    <Button
      variant="primary"
      icon={<Columns2 size={16} aria-hidden />}
      onClick={() => examine(images.slice(0, SIDE_BY_SIDE).map(({ id }) => id))}
    >
      {t('compare')}
    </Button>
  )
}

/** Shows one image or several side by side, each turned and enlarged by itself, over the page that is its children. */
export function ImageExaminer({
  images,
  children,
}: {
  images: readonly ExaminedImage[]
  children: ReactNode
}) {
  const t = useTranslations('evidence.examiner')
  const [open, setOpen] = useState(false)
  const [shown, setShown] = useState<string[]>([])
  const examine: Examine = (ids) => {
    setShown(ids)
    setOpen(true)
  }
  const toggle = (id: string) =>
    setShown((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]))
  const panes = images.filter(({ id }) => shown.includes(id))
  return (
    <ExamineContext value={examine}>
      <AllContext value={images}>{children}</AllContext>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('title')}
        className="w-[min(100rem,calc(100vw-2rem))]"
      >
        {images.length > 1 && (
          <fieldset className="mb-3 flex flex-wrap gap-2">
            <legend className="sr-only">{t('shown')}</legend>
            {images.map(({ id, name }) => (
              <Button
                key={id}
                size="sm"
                aria-pressed={shown.includes(id)}
                className="aria-pressed:border-accent aria-pressed:bg-accent-fill aria-pressed:text-accent-ink"
                onClick={() => toggle(id)}
              >
                {name}
              </Button>
            ))}
          </fieldset>
        )}
        {panes.length > 0 && <p className="mb-2 text-sm text-ink-faint max-md:hidden">{t('keys')}</p>}
        {panes.length === 0 && <p className="text-ink-soft">{t('none')}</p>}
        <div className="grid gap-3 md:grid-flow-col md:auto-cols-fr">
          {panes.map(({ id, name }) => (
            <ImagePane key={id} evidenceId={id} name={name} />
          ))}
        </div>
      </Dialog>
    </ExamineContext>
  )
}
