/** How the bytes of a document can be shown by a browser; `none`: they are no document at all. */
export type Preview = 'image' | 'pdf' | 'heic' | 'video' | 'otherImage' | 'none'

/** By the type that the bytes themselves have. SVG is no image here: it may hold a script. */
export function previewOf(contentType: string): Preview {
  if (/^image\/(jpeg|png|gif|webp|avif)$/.test(contentType)) return 'image'
  if (contentType === 'application/pdf') return 'pdf'
  if (contentType === 'image/heic') return 'heic'
  if (contentType.startsWith('video/')) return 'video'
  return contentType === 'image/tiff' ? 'otherImage' : 'none'
}
