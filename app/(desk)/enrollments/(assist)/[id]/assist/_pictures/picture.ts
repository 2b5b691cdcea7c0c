import type { AssistedDocument } from '@/lib/assisted/assisted-view'

/** Where a picture goes: a page of a document, counted from 0. */
export type Place = { document: AssistedDocument; page: number }

/** What ID360 takes [wiki], as the first bytes tell. */
export type MediaType = 'image/jpeg' | 'image/png' | 'image/heic' | 'application/pdf'

/** A picture that is in this tab and nowhere else. */
export type Picture = {
  bytes: Blob
  mediaType: MediaType
  /** As chosen; null for one taken with the camera. */
  name: string | null
  /** An object URL, to be given back when the picture goes. */
  url: string
  /** The browser can draw it: it can be previewed, turned, and made smaller. */
  drawable: boolean
  origin: 'file' | 'camera'
  /** Turned or made smaller here: it was written anew as a picture. */
  rewritten: boolean
  /** Bytes before it was made smaller; null when it was not. */
  sizeBefore: number | null
}

/** Why a file is not taken: a key below `assisted.pictures.refused`. */
export type PictureRefusal = 'empty' | 'type' | 'unreadable'
