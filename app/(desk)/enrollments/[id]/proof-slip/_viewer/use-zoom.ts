'use client'

import { useCallback, useState } from 'react'

/** CSS pixels of a point: what people call 100%. */
const PIXELS_PER_POINT = 96 / 72
const STEPS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4]

/** How large a page is drawn: as wide as its frame, or a part of its own size. `naturalWidth` in points. */
export function useZoom() {
  const [chosen, setChosen] = useState<number | null>(null)
  const [frameWidth, setFrameWidth] = useState(0)
  const [naturalWidth, setNaturalWidth] = useState(595)
  const frame = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const observer = new ResizeObserver(([entry]) => setFrameWidth(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const natural = naturalWidth * PIXELS_PER_POINT
  const width = chosen === null ? frameWidth : Math.round(natural * chosen)
  const zoom = width / natural
  return {
    frame,
    width,
    zoom,
    fits: chosen === null,
    setNaturalWidth,
    fit: () => setChosen(null),
    zoomIn: () => setChosen(STEPS.find((step) => step > zoom + 0.01) ?? 4),
    zoomOut: () => setChosen(STEPS.findLast((step) => step < zoom - 0.01) ?? 0.25),
  }
}
