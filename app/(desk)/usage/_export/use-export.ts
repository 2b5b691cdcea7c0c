'use client'

import { useCallback, useEffect, useState } from 'react'
import { askAction, type Failure } from '@/app/_actions/ask-action'
import type { AskExportInput, AskedExport } from '@/lib/usage/exports/ask-export'
import type { ExportEntry } from '@/lib/usage/exports/list-exports'
import type { ExportProgress } from '@/lib/usage/exports/read-export-progress'
import {
  askExportAction,
  cancelExportAction,
  endedExportAction,
  readExportProgressAction,
} from './export-actions'

const LOOK_EVERY = 800

export type ExportFailure = Failure

export type ExportStage =
  | { at: 'form' }
  | { at: 'running'; asked: AskedExport; progress: ExportProgress | null }
  | { at: 'ended'; state: 'done' | 'canceled' | 'failed'; file: ExportEntry | null }

/** One export from the question to its end: asked for, fetched by the browser, watched, perhaps stopped. */
export function useExport() {
  const [stage, setStage] = useState<ExportStage>({ at: 'form' })
  const [failure, setFailure] = useState<ExportFailure | null>(null)
  const [pending, setPending] = useState(false)
  const runningId = stage.at === 'running' ? stage.asked.exportId : null

  useEffect(() => {
    if (runningId === null) return
    const watch = { stopped: false, timer: undefined as ReturnType<typeof setTimeout> | undefined }
    async function look(exportId: string) {
      const { data: progress, error } = await askAction(readExportProgressAction({ exportId }))
      if (watch.stopped) return
      setFailure(error)
      const state = progress?.state
      if (state === 'done' || state === 'canceled' || state === 'failed') {
        const { data: file } = await askAction(endedExportAction({ exportId }))
        if (!watch.stopped) setStage({ at: 'ended', state, file: file ?? null })
        return
      }
      if (progress) setStage((now) => (now.at === 'running' ? { ...now, progress } : now))
      watch.timer = setTimeout(look, LOOK_EVERY, exportId)
    }
    watch.timer = setTimeout(look, LOOK_EVERY, runningId)
    return () => {
      watch.stopped = true
      clearTimeout(watch.timer)
    }
  }, [runningId])

  async function ask(input: AskExportInput) {
    setPending(true)
    setFailure(null)
    const { data: asked, error } = await askAction(askExportAction(input))
    setPending(false)
    setFailure(error)
    if (!asked) return
    setStage({ at: 'running', asked, progress: null })
    download(asked.href)
  }

  async function cancel() {
    if (runningId === null) return
    setPending(true)
    const { error } = await askAction(cancelExportAction({ exportId: runningId }))
    setPending(false)
    // Watching goes on: the state it ends in is the server's to say.
    setFailure(error)
  }

  const again = useCallback(() => {
    setFailure(null)
    setStage({ at: 'form' })
  }, [])
  return { stage, failure, pending, ask, cancel, again }
}

/** The browser's own download: to the disk as it comes, whatever the size. A refusal then is a failed download, no page. */
function download(href: string) {
  const link = document.createElement('a')
  link.href = href
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
