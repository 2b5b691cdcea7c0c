/** Hardly any loss; a frame of a camera is far below the size a document may have. */
const QUALITY = 0.92

/** The frame that the video shows now, as a JPEG at the camera's own size. */
export async function photograph(video: HTMLVideoElement): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  const context = canvas.getContext('2d')
  if (!context || video.videoWidth === 0) throw new Error('the camera shows nothing')
  context.drawImage(video, 0, 0)
  const photo = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  canvas.width = 0
  if (!photo) throw new Error('the frame could not be written')
  return photo
}
