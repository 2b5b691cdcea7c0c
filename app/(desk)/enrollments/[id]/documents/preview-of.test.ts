import { expect, test } from 'vitest'
import { previewOf } from './preview-of'

test.each([
  ['image/jpeg', 'image'],
  ['image/png', 'image'],
  ['application/pdf', 'pdf'],
  ['image/heic', 'heic'],
  ['image/tiff', 'otherImage'],
  ['video/mp4', 'video'],
  ['image/svg+xml', 'none'],
  ['text/html', 'none'],
  ['application/octet-stream', 'none'],
] as const)('%s is shown as: %s', (contentType, preview) => {
  expect(previewOf(contentType)).toBe(preview)
})
