export { DOCUMENT_MAX_BYTES } from './guesses'

/** The file types ID360 takes for a document or a selfie, by extension. [wiki] */
export const DOCUMENT_CONTENT_TYPES = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  pdf: 'application/pdf',
  heic: 'image/heic',
} as const
