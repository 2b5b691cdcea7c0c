import type { AssistedDocument } from '@/db/schema/assisted'
import type { Context } from '@/lib/context'
import type { AssistedPageView } from './assisted-view'

export type UploadPageInput = {
  enrollmentId: string
  document: AssistedDocument
  /** Counted from 0. */
  page: number
  totalPages: number
  body: ReadableStream<Uint8Array>
  contentLength: number | null
  signal: AbortSignal
}

export async function uploadPage(_ctx: Context, _input: UploadPageInput): Promise<AssistedPageView> {
  throw new Error('not built yet')
}
