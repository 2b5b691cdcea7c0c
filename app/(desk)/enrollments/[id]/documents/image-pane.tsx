'use client'

import { Maximize, RotateCcw, RotateCw, ZoomIn, ZoomOut } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { type KeyboardEvent, useState } from 'react'
import { IconButton } from '@/app/_ui/icon-button'
import { viewAddress } from '../proof-slip/_viewer/fetch-evidence-view'

const STEP = 1.5
const LARGEST = 8

/** One image: enlarged, turned, scrolled, by keys as well. At 100% the whole of it is seen. */
export function ImagePane({ evidenceId, name }: { evidenceId: string; name: string }) {
  const t = useTranslations('evidence.examiner')
  const format = useFormatter()
  const [zoom, setZoom] = useState(1)
  const [quarters, setQuarters] = useState(0)
  const [ratio, setRatio] = useState(1)
  const enlarge = (by: number) => setZoom((before) => Math.min(Math.max(before * by, 1), LARGEST))
  const turn = (by: number) => setQuarters((before) => before + by)
  const reset = () => {
    setZoom(1)
    setQuarters(0)
  }
  const keys: Record<string, () => void> = {
    '+': () => enlarge(STEP),
    '-': () => enlarge(1 / STEP),
    '0': reset,
    l: () => turn(-1),
    r: () => turn(1),
  }
  function onKeyDown(event: KeyboardEvent) {
    const act = keys[event.key.toLowerCase()]
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    act()
  }
  const turned = quarters % 2 !== 0
  // Width to height of the box that the turned image fills.
  const boxRatio = turned ? 1 / ratio : ratio
  return (
    <figure onKeyDown={onKeyDown} className="flex min-w-0 flex-col rounded-md border border-line">
      <figcaption className="flex flex-wrap items-center justify-between gap-1 border-b border-line px-2">
        <span className="text-sm font-medium">{name}</span>
        <span className="flex items-center">
          <IconButton label={t('rotateLeft', { name })} onClick={() => turn(-1)}>
            <RotateCcw size={16} aria-hidden />
          </IconButton>
          <IconButton label={t('rotateRight', { name })} onClick={() => turn(1)}>
            <RotateCw size={16} aria-hidden />
          </IconButton>
          <IconButton label={t('zoomOut', { name })} onClick={() => enlarge(1 / STEP)}>
            <ZoomOut size={16} aria-hidden />
          </IconButton>
          <span role="status" className="numbers w-12 text-center text-sm text-ink-soft">
            {format.number(zoom, { style: 'percent', maximumFractionDigits: 0 })}
          </span>
          <IconButton label={t('zoomIn', { name })} onClick={() => enlarge(STEP)}>
            <ZoomIn size={16} aria-hidden />
          </IconButton>
          <IconButton label={t('reset', { name })} onClick={reset}>
            <Maximize size={16} aria-hidden />
          </IconButton>
        </span>
      </figcaption>
      <section
        aria-label={t('area', { name })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
        tabIndex={0}
        className="grid h-[55vh] overflow-auto bg-sunken [container-type:size] focus-visible:-outline-offset-2"
      >
        <div
          className="relative m-auto"
          style={{ width: `calc(min(100cqw, 100cqh * ${boxRatio}) * ${zoom})`, aspectRatio: boxRatio }}
        >
          {/* biome-ignore lint/performance/noImgElement: evidence is shown as it is, and passes through no optimizer. */}
          <img
            src={viewAddress(evidenceId)}
            alt={name}
            data-quarters={((quarters % 4) + 4) % 4}
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
              setRatio(naturalHeight > 0 ? naturalWidth / naturalHeight : 1)
            }
            className="absolute top-1/2 left-1/2 max-w-none"
            style={{
              width: turned ? `${100 / boxRatio}%` : '100%',
              transform: `translate(-50%, -50%) rotate(${quarters * 90}deg)`,
            }}
          />
        </div>
      </section>
    </figure>
  )
}
