'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useFirstInteraction } from '@/app/_ui/use-first-interaction'
import { CHART_HEIGHT } from './chart-geometry'
import type { ChartData } from './chart-month'

type Interactive = typeof import('./interactive-chart').InteractiveChart

/** Shows what the server drew (`children`) until the reader moves: then the library comes, and takes its place. */
export function LivingChart({ data, children }: { data: ChartData; children: ReactNode }) {
  const wanted = useFirstInteraction()
  const place = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<{ Chart: Interactive; width: number } | null>(null)
  useEffect(() => {
    if (!wanted) return
    let stopped = false
    import('./interactive-chart').then(
      ({ InteractiveChart }) => {
        const width = place.current?.clientWidth ?? 0
        if (!stopped && width > 0) setChart({ Chart: InteractiveChart, width })
      },
      // Offline or a new version: what stands there is complete without it.
      () => {},
    )
    return () => {
      stopped = true
    }
  }, [wanted])
  return (
    <div ref={place} style={{ height: CHART_HEIGHT }} data-chart={chart ? 'interactive' : 'static'}>
      {chart ? <chart.Chart data={data} width={chart.width} /> : children}
    </div>
  )
}
