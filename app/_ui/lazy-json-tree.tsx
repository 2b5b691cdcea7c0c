'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from './skeleton'

/** The JSON tree, fetched when there is a document to show. Needs the namespace `report`. */
export const LazyJsonTree = dynamic(() => import('./json-tree').then((module) => module.JsonTree), {
  ssr: false,
  loading: () => (
    <div className="flex flex-col gap-2 p-4">
      <Skeleton className="h-4 w-1/3" />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-4 w-2/5" />
    </div>
  ),
})
