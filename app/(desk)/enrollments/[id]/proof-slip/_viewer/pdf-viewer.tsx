'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { Document, Page, PasswordResponses, pdfjs } from 'react-pdf'
import 'react-pdf/dist/Page/TextLayer.css'
import type { DocumentCallback } from 'react-pdf/dist/shared/types.js'
import { ErrorNote } from '@/app/_ui/error-note'
import { Skeleton } from '@/app/_ui/skeleton'
import { highlightMatches } from './highlight-matches'
import { PdfSearchField } from './pdf-search-field'
import { PdfToolbar } from './pdf-toolbar'
import './pdf-viewer.css'
import { printPdf } from './print-pdf'
import { usePdfSearch } from './use-pdf-search'
import { useZoom } from './use-zoom'

// Of our own build, and set in the module that draws: react-pdf sets its own default when it is loaded.
pdfjs.GlobalWorkerOptions.workerSrc = new URL(
  'pdfjs-dist/build/pdf.worker.min.mjs',
  import.meta.url,
).toString()

// From our own origin too: a PDF may name fonts it does not bring, and hold images browsers cannot decode.
const FILES = `/api/pdfjs/${pdfjs.version}`

const OPTIONS = {
  enableXfa: false,
  cMapUrl: `${FILES}/cmaps/`,
  standardFontDataUrl: `${FILES}/standard_fonts/`,
  wasmUrl: `${FILES}/wasm/`,
  iccUrl: `${FILES}/iccs/`,
}

export type PdfProblem = 'broken' | 'password'

/** A PDF, page by page: size, search, text that can be selected, print, all of it by keyboard too. */
export function PdfViewer({
  file,
  name,
  onProblem,
}: {
  file: Blob
  name: string
  onProblem: (problem: PdfProblem) => void
}) {
  const t = useTranslations('evidence')
  const [pdf, setPdf] = useState<DocumentCallback | null>(null)
  const [page, setPage] = useState(1)
  // Counts the text layers drawn so far: marks are set again on each.
  const [drawn, setDrawn] = useState(0)
  const [printing, setPrinting] = useState<'idle' | 'busy' | 'failed'>('idle')
  const zoom = useZoom()
  const area = useRef<HTMLElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const search = usePdfSearch(pdf, setPage)
  const count = pdf?.numPages ?? 0
  const goTo = (wanted: number) => {
    if (Number.isInteger(wanted)) setPage(Math.min(Math.max(wanted, 1), Math.max(count, 1)))
  }

  // The same function each time: react-pdf draws the text anew for another one, and would call it again for ever.
  const onTextDrawn = useCallback(() => setDrawn((before) => before + 1), [])

  const nth = search.current?.page === page ? search.current.nth : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newly drawn layer has no marks yet.
  useEffect(() => {
    highlightMatches(area.current?.querySelector('.textLayer') ?? null, search.wanted, nth)
    return () => highlightMatches(null, '', null)
  }, [search.wanted, nth, page, drawn])

  async function print() {
    if (!pdf) return
    setPrinting('busy')
    setPrinting(
      await printPdf(pdf).then(
        () => 'idle' as const,
        () => 'failed' as const,
      ),
    )
  }

  function onKeyDown(event: KeyboardEvent) {
    const { target } = event
    if ((event.ctrlKey || event.metaKey) && event.key === 'f') {
      event.preventDefault()
      field.current?.focus()
      return
    }
    if (target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return
    const act = KEYS[event.key]
    if (!act) return
    event.preventDefault()
    act({ page, count, goTo, zoom })
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys typed anywhere inside; everything has a button too.
    <div onKeyDown={onKeyDown} className="overflow-hidden rounded-lg border border-line bg-sunken">
      <PdfToolbar
        page={page}
        count={count}
        onPage={goTo}
        zoom={zoom}
        printing={printing === 'busy'}
        onPrint={() => void print()}
        search={<PdfSearchField search={search} field={field} />}
      />
      {printing === 'failed' && <ErrorNote>{t('pdf.printFailed')}</ErrorNote>}
      <p role="status" className="sr-only">
        {count > 0 && t('pdf.pageOf', { page, count })}
      </p>
      <section
        ref={area}
        aria-label={t('pdf.label', { name })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
        tabIndex={0}
        className="max-h-[75vh] min-h-40 overflow-auto p-3 focus-visible:-outline-offset-2"
      >
        <div ref={zoom.frame}>
          <Document
            file={file}
            options={OPTIONS}
            suspense={false}
            loading={<Skeleton className="h-[60vh]" />}
            error=""
            onLoadSuccess={setPdf}
            onLoadError={() => onProblem('broken')}
            onPassword={(_answer, reason) =>
              reason === PasswordResponses.NEED_PASSWORD && onProblem('password')
            }
          >
            {zoom.width > 0 && (
              <Page
                pageNumber={page}
                width={zoom.width}
                devicePixelRatio={Math.min(window.devicePixelRatio, 2)}
                // Links and forms of a document nobody vouches for stay dead.
                renderAnnotationLayer={false}
                suspense={false}
                className="relative mx-auto w-max bg-white shadow-sm"
                loading={<Skeleton className="h-[60vh]" />}
                error={<ErrorNote>{t('reader.page')}</ErrorNote>}
                onLoadSuccess={({ originalWidth }) => zoom.setNaturalWidth(originalWidth)}
                onRenderTextLayerSuccess={onTextDrawn}
              />
            )}
          </Document>
        </div>
      </section>
    </div>
  )
}

type Reached = { page: number; count: number; goTo: (page: number) => void; zoom: ReturnType<typeof useZoom> }

const KEYS: Record<string, (reached: Reached) => void> = {
  ArrowLeft: ({ page, goTo }) => goTo(page - 1),
  ArrowRight: ({ page, goTo }) => goTo(page + 1),
  Home: ({ goTo }) => goTo(1),
  End: ({ count, goTo }) => goTo(count),
  '+': ({ zoom }) => zoom.zoomIn(),
  '-': ({ zoom }) => zoom.zoomOut(),
  '0': ({ zoom }) => zoom.fit(),
}
