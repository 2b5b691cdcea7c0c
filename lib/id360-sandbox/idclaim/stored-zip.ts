import { crc32 } from 'node:zlib'

export type ZipEntry = { name: string; bytes: Buffer }

const LOCAL_HEADER = 0x04034b50
const CENTRAL_HEADER = 0x02014b50
const END_OF_CENTRAL = 0x06054b50
const VERSION = 20
const UTF8_NAMES = 0x0800
/** 1980-01-01, the earliest date a zip knows: the container must always have the same bytes. */
const DOS_DATE = 0x0021

function header(signature: number, entry: ZipEntry, name: Buffer, offset: number | null): Buffer {
  const central = offset !== null
  const bytes = Buffer.alloc(central ? 46 : 30)
  let at = bytes.writeUInt32LE(signature, 0)
  if (central) at = bytes.writeUInt16LE(VERSION, at)
  at = bytes.writeUInt16LE(VERSION, at)
  at = bytes.writeUInt16LE(UTF8_NAMES, at)
  at = bytes.writeUInt16LE(0, at) // stored
  at = bytes.writeUInt16LE(0, at) // time
  at = bytes.writeUInt16LE(DOS_DATE, at)
  at = bytes.writeUInt32LE(crc32(entry.bytes), at)
  at = bytes.writeUInt32LE(entry.bytes.byteLength, at)
  at = bytes.writeUInt32LE(entry.bytes.byteLength, at)
  bytes.writeUInt16LE(name.byteLength, at)
  if (central) bytes.writeUInt32LE(offset, 42)
  return bytes
}

/** Writes a zip whose entries are stored, not compressed, in the order given. */
export function storedZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name, 'utf8')
    directory.push(header(CENTRAL_HEADER, entry, name, offset), name)
    const local = [header(LOCAL_HEADER, entry, name, null), name, entry.bytes]
    parts.push(...local)
    offset += local.reduce((sum, part) => sum + part.byteLength, 0)
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END_OF_CENTRAL, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.byteLength, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, central, end])
}
