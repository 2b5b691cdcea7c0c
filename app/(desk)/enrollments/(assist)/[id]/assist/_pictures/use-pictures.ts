'use client'

import { useSyncExternalStore } from 'react'
import { type Held, type PictureStore, pictureStore } from './picture-store'

const stores = new Map<string, PictureStore>()
const NONE: readonly Held[] = []

/** The store of one enrollment's page in this tab; made at the first question. */
export function picturesOf(enrollmentId: string): PictureStore {
  const store = stores.get(enrollmentId) ?? pictureStore(enrollmentId)
  stores.set(enrollmentId, store)
  return store
}

/** The pictures of this page that are not sent yet. */
export function usePictures(enrollmentId: string): { store: PictureStore; held: readonly Held[] } {
  const store = picturesOf(enrollmentId)
  const held = useSyncExternalStore(store.subscribe, store.read, () => NONE)
  return { store, held }
}
