import type { Picture } from './picture'

/** Hardly to be told from the original, at half its size or less. */
const TURNED_QUALITY = 0.95
/** Longest side and quality, tried in turn: the smallest still reads the smallest print of an identity document. */
const SMALLER = [
  { side: 3200, quality: 0.88 },
  { side: 2600, quality: 0.85 },
  { side: 2000, quality: 0.82 },
  { side: 1600, quality: 0.78 },
] as const

/** The picture turned by a quarter to the right: a PNG stays a PNG, everything else becomes a JPEG. */
export async function turnPicture(picture: Picture): Promise<Picture> {
  const type = picture.mediaType === 'image/png' ? 'image/png' : 'image/jpeg'
  const bytes = await draw(picture, { type, quality: TURNED_QUALITY, turned: true })
  return rewritten(picture, bytes, picture.sizeBefore)
}

/** The picture as a JPEG of at most `limit` bytes; null when even the smallest is larger. */
export async function shrinkPicture(picture: Picture, limit: number): Promise<Picture | null> {
  for (const { side, quality } of SMALLER) {
    const bytes = await draw(picture, { type: 'image/jpeg', quality, side })
    if (bytes.size <= limit) return rewritten(picture, bytes, picture.sizeBefore ?? picture.bytes.size)
  }
  return null
}

function rewritten(picture: Picture, bytes: Blob, sizeBefore: number | null): Picture {
  const mediaType = bytes.type === 'image/png' ? 'image/png' : 'image/jpeg'
  return { ...picture, bytes, mediaType, url: URL.createObjectURL(bytes), rewritten: true, sizeBefore }
}

type Drawing = { type: string; quality: number; side?: number; turned?: boolean }

async function draw(picture: Picture, { type, quality, side, turned = false }: Drawing): Promise<Blob> {
  // Upright as the camera's own note says: the note itself is not written again.
  const bitmap = await createImageBitmap(picture.bytes)
  try {
    const scale = Math.min(1, (side ?? Number.POSITIVE_INFINITY) / Math.max(bitmap.width, bitmap.height))
    const width = Math.round(bitmap.width * scale)
    const height = Math.round(bitmap.height * scale)
    const canvas = document.createElement('canvas')
    canvas.width = turned ? height : width
    canvas.height = turned ? width : height
    const context = canvas.getContext('2d')
    if (!context) throw new Error('this browser gives no canvas')
    if (type === 'image/jpeg') {
      // What a PNG leaves transparent would turn black.
      context.fillStyle = '#ffffff'
      context.fillRect(0, 0, canvas.width, canvas.height)
    }
    if (turned) {
      context.translate(height, 0)
      context.rotate(Math.PI / 2)
    }
    context.drawImage(bitmap, 0, 0, width, height)
    const bytes = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, quality))
    canvas.width = 0
    if (!bytes) throw new Error('the picture could not be written')
    return bytes
  } finally {
    bitmap.close()
  }
}
