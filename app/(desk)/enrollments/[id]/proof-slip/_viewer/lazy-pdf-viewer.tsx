'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/app/_ui/skeleton'

/** pdf.js is heavy: it comes when a person opens a PDF. Needs the namespace `evidence`. */
export const LazyPdfViewer = dynamic(() => import('./pdf-viewer').then((module) => module.PdfViewer), {
  ssr: false,
  loading: () => <Skeleton className="h-[75vh]" />,
})
