'use client'

import dynamic from 'next/dynamic'
import { JsonTreeSkeleton } from './json-tree-skeleton'

/** The JSON tree, fetched when there is a document to show. Needs the namespace `report`. */
export const LazyJsonTree = dynamic(() => import('./json-tree').then((module) => module.JsonTree), {
  ssr: false,
  loading: JsonTreeSkeleton,
})
