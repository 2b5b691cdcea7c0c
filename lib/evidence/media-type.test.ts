import { describe, expect, it } from 'vitest'
import { hasItsEnd, judgeType, mediaTypeOf, stateByType } from './media-type'

const latin = (text: string) => Buffer.from(text, 'latin1')

describe('the type of kept bytes', () => {
  it.each([
    ['%PDF-1.7\n…', 'application/pdf'],
    ['\n\n%PDF-1.4', 'application/pdf'],
    ['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
    ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
    ['\0\0\0\x18ftypheic\0\0\0\0', 'image/heic'],
    ['\0\0\0\x18ftypisom\0\0\0\0', 'video/mp4'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'image/webp'],
    ['<!doctype html>', 'application/octet-stream'],
    ['<svg xmlns="http://www.w3.org/2000/svg">', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('is told by their own signature: %j', (text, type) => {
    expect(mediaTypeOf(latin(text))).toBe(type)
  })

  it('of a container that holds a PDF is the container’s', () => {
    expect(mediaTypeOf(latin('PK\x03\x04…mimetype…%PDF-1.7'))).toBe('application/zip')
  })

  it.each([
    ['application/pdf', '…startxref\n1\n%%EOF\n', '…startxref\n1\n'],
    ['image/jpeg', '…\xff\xd9', '…'],
    ['image/png', '…\0\0\0\0IEND\xaeB`\x82', '…IDAT'],
    ['application/zip', `PK\x05\x06${'\0'.repeat(18)}`, `PK\x05\x06${'\0'.repeat(18)}more`],
    ['application/zip', `PK\x05\x06${'\0'.repeat(16)}\x04\0more`, 'PK\x01\x02'],
  ])('%s without its end is told from a whole one', (type, whole, cut) => {
    expect(hasItsEnd(type, latin(whole), whole.length)).toBe(true)
    expect(hasItsEnd(type, latin(cut), cut.length)).toBe(false)
  })

  it('makes a wrong type of what such evidence is never made of, and comes back the same', () => {
    expect(judgeType('proof_slip', 'application/zip').state).toBe('wrong_type')
    expect(judgeType('idclaim', 'application/pdf').state).toBe('wrong_type')
    expect(judgeType('document', 'application/zip').state).toBe('wrong_type')
    for (const [kind, type] of [
      ['idclaim', 'application/zip'],
      ['proof_slip', 'application/pdf'],
      ['document', 'image/heic'],
      ['document', 'application/octet-stream'],
    ] as const) {
      const { state, contentType } = judgeType(kind, type)
      expect(stateByType(kind, contentType)).toBe(state)
    }
  })
})
