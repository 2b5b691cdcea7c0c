'use client'

import { FileText, X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState, useTransition } from 'react'
import { Button } from '@/app/_ui/button'
import { ErrorNote } from '@/app/_ui/error-note'
import { fetchEvidenceView, type ViewProblem } from './fetch-evidence-view'
import { LazyPdfViewer } from './lazy-pdf-viewer'
import type { PdfProblem } from './pdf-viewer'

/** Opens a PDF in the page when asked to: a reading is an act that is recorded, and the viewer is heavy. */
export function PdfReader({
  evidenceId,
  name,
  label,
  primary = false,
  actions,
}: {
  evidenceId: string
  name: string
  /** What the button says. */
  label: ReactNode
  primary?: boolean
  /** Beside the button. */
  actions?: ReactNode
}) {
  const t = useTranslations('evidence.reader')
  const router = useRouter()
  const [file, setFile] = useState<Blob | null>(null)
  const [problem, setProblem] = useState<ViewProblem | PdfProblem | null>(null)
  const [pending, startTransition] = useTransition()
  const open = () =>
    startTransition(async () => {
      const answer = await fetchEvidenceView(evidenceId)
      setProblem(answer.problem)
      setFile(answer.file)
      // The desk has just found out: the page tells what becomes of it.
      if (answer.problem === 'damaged') router.refresh()
    })
  const close = () => {
    setFile(null)
    setProblem(null)
  }
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        {file && !problem ? (
          <Button icon={<X size={16} aria-hidden />} onClick={close}>
            {t('close')}
          </Button>
        ) : (
          <Button
            variant={primary ? 'primary' : 'secondary'}
            pending={pending}
            icon={<FileText size={16} aria-hidden />}
            onClick={open}
          >
            {pending ? t('opening') : label}
          </Button>
        )}
        {actions}
      </div>
      {problem && <ErrorNote>{t(problem)}</ErrorNote>}
      {file && !problem && <LazyPdfViewer file={file} name={name} onProblem={setProblem} />}
    </div>
  )
}
