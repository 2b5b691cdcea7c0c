import { crc32 } from 'node:zlib'

const PNG_SIGNATURE_AND_HEADER_BYTES = 8 + 25
const JPEG_START_BYTES = 2

function jpegComment(text: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, 0])
  head.writeUInt16BE(text.byteLength + 2, 2)
  return Buffer.concat([head, text])
}

function pngTextChunk(text: Buffer): Buffer {
  const typeAndData = Buffer.concat([Buffer.from('tEXtComment\0'), text])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(typeAndData.byteLength - 4)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(typeAndData))
  return Buffer.concat([length, typeAndData, check])
}

function isoFreeBox(text: Buffer): Buffer {
  const head = Buffer.from('\0\0\0\0free')
  head.writeUInt32BE(head.byteLength + text.byteLength)
  return Buffer.concat([head, text])
}

/**
 * Writes a remark into a picture, where its format has a place for one: the same picture, but other bytes and another
 * hash for each enrollment, as with real people. `remark` is ASCII.
 */
export function markBytes(bytes: Buffer, mediaType: string, remark: string): Buffer {
  const text = Buffer.from(remark, 'latin1')
  const insert = (at: number, part: Buffer) =>
    Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)])
  switch (mediaType) {
    case 'image/jpeg':
      return insert(JPEG_START_BYTES, jpegComment(text))
    case 'image/png':
      return insert(PNG_SIGNATURE_AND_HEADER_BYTES, pngTextChunk(text))
    case 'image/heic':
      return Buffer.concat([bytes, isoFreeBox(text)])
    default:
      return bytes
  }
}
