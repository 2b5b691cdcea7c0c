import { HEAD_BYTES, mediaTypeOf } from './media-type'
import type { Picture, PictureRefusal } from './picture'

/**
 * Looks at a file before it becomes a picture of this page: its type by its first bytes, and whether this browser can
 * draw it. Bytes stay where they are; the object URL must be given back (`forgetPicture`).
 */
export async function takePicture(
  file: Blob,
  { name, origin }: Pick<Picture, 'name' | 'origin'>,
): Promise<Picture | { refused: PictureRefusal }> {
  if (file.size === 0) return { refused: 'empty' }
  let head: Uint8Array
  try {
    head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
  } catch {
    // Moved or changed since it was chosen.
    return { refused: 'unreadable' }
  }
  const mediaType = mediaTypeOf(head)
  if (!mediaType) return { refused: 'type' }
  // The name's type may be another: the address of the preview must carry the true one.
  const bytes = file.type === mediaType ? file : file.slice(0, file.size, mediaType)
  const drawable = mediaType !== 'application/pdf' && (await canDraw(bytes))
  if (!drawable && (mediaType === 'image/jpeg' || mediaType === 'image/png')) return { refused: 'unreadable' }
  const url = URL.createObjectURL(bytes)
  return { bytes, mediaType, name, origin, url, drawable, rewritten: false, sizeBefore: null }
}

/** Gives the memory of a picture back. */
export const forgetPicture = ({ url }: Picture) => URL.revokeObjectURL(url)

async function canDraw(bytes: Blob): Promise<boolean> {
  try {
    const bitmap = await createImageBitmap(bytes)
    bitmap.close()
    return true
  } catch {
    return false
  }
}
