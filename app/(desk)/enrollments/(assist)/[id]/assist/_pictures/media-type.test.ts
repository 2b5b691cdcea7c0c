import { expect, test } from 'vitest'
import { mediaTypeOf as typeAtTheDesk } from '@/lib/evidence/media-type'
import { mediaTypeOf } from './media-type'

const CASES = [
  ['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
  ['%PDF-1.7\n…', 'application/pdf'],
  ['\n\n%PDF-1.4', 'application/pdf'],
  ['\0\0\0\x18ftypheic\0\0\0\0', 'image/heic'],
  ['\0\0\0\x1cftypmif1\0\0\0\0', 'image/heic'],
  ['\0\0\0\x18ftypisom\0\0\0\0', null],
  ['<!doctype html><title>recto.png</title>', null],
  ['PK\x03\x04…%PDF-1.7', null],
  ['GIF89a', null],
  ['', null],
] as const

test.each(CASES)('the bytes %j are of the type %s', (text, type) => {
  expect(mediaTypeOf(Buffer.from(text, 'latin1'))).toBe(type)
})

test.each(CASES)('what the page takes the desk takes too: %j', (text, type) => {
  const taken = ['image/jpeg', 'image/png', 'image/heic', 'application/pdf']
  const atTheDesk = typeAtTheDesk(Buffer.from(text, 'latin1'))
  expect(taken.includes(atTheDesk) ? atTheDesk : null).toBe(type)
})
