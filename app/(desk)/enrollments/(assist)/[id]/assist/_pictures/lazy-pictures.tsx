'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/app/_ui/skeleton'

// Pictures, camera and upload come when their step opens: the first view of the page does without them.
export const LazyDocumentStep = dynamic(
  () => import('./document-step').then((module) => module.DocumentStep),
  {
    ssr: false,
    loading: () => <Skeleton className="h-64" />,
  },
)

export const LazyPictureKeeper = dynamic(
  () => import('./picture-keeper').then((module) => module.PictureKeeper),
  { ssr: false },
)
