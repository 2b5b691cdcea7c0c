import { type BaseBlock, fromBER } from 'asn1js'
import { CheckFailure } from './check-failure'
import { LIMITS } from './limits'

/** One ASN.1 element with the bytes it was read from: what was signed is hashed as it was sent, never re-encoded. */
export type Asn1Node = {
  /** 1 universal, 2 application, 3 context, 4 private. */
  tagClass: number
  tag: number
  raw: Uint8Array
  /** The bytes behind tag and length; of a constructed element its children's bytes. */
  content: Uint8Array
  constructed: boolean
  indefinite: boolean
  children: Asn1Node[]
}

/**
 * Reads one ASN.1 element (BER or DER) that fills the bytes.
 *
 * @throws CheckFailure `format` for anything else
 */
export function readAsn1(bytes: Uint8Array): Asn1Node {
  if (bytes.byteLength > LIMITS.asn1Size) throw new CheckFailure('unsupported', 'ASN1_TOO_LARGE')
  const { offset, result } = decode(bytes)
  if (offset !== bytes.byteLength || result.error !== '') throw new CheckFailure('format', 'ASN1_MALFORMED')
  return toNode(result)
}

function decode(bytes: Uint8Array): ReturnType<typeof fromBER> {
  try {
    return fromBER(bytes)
  } catch {
    // asn1js throws where a time is none, and where elements are nested without end.
    throw new CheckFailure('format', 'ASN1_MALFORMED')
  }
}

function toNode(block: BaseBlock): Asn1Node {
  const { idBlock, lenBlock, valueBlock } = block
  const raw = block.valueBeforeDecodeView
  const indefinite = lenBlock.isIndefiniteForm
  const end = raw.byteLength - (indefinite ? 2 : 0)
  const content = raw.subarray(idBlock.blockLength + lenBlock.blockLength, end)
  const values =
    idBlock.isConstructed && 'value' in valueBlock && Array.isArray(valueBlock.value) ? valueBlock.value : []
  // The end-of-contents mark of an indefinite length is no child.
  const children = (values as BaseBlock[]).filter((child) => child.idBlock.tagClass > 0).map(toNode)
  // asn1js lets children reach past their parent: two readings of the same bytes.
  const filled = children.reduce((sum, child) => sum + child.raw.byteLength, 0)
  const wrongLength = !indefinite && content.byteLength !== lenBlock.length
  if (wrongLength || (idBlock.isConstructed && filled !== content.byteLength))
    throw new CheckFailure('format', 'ASN1_MALFORMED')
  return {
    tagClass: idBlock.tagClass,
    tag: idBlock.tagNumber,
    raw,
    content,
    constructed: idBlock.isConstructed,
    indefinite,
    children,
  }
}

/** The child at a place, of a universal tag when one is given. @throws CheckFailure `format` */
export function childAt(node: Asn1Node, place: number, tag?: number): Asn1Node {
  const child = node.children[place]
  if (child === undefined || (tag !== undefined && (child.tagClass !== 1 || child.tag !== tag)))
    throw new CheckFailure('format', 'ASN1_UNEXPECTED')
  return child
}

/** The first child with a context tag `[tag]`, undefined when there is none. */
export function contextChild(node: Asn1Node, tag: number): Asn1Node | undefined {
  return node.children.find((child) => child.tagClass === 3 && child.tag === tag)
}

export const TAG = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  oid: 6,
  enumerated: 10,
  sequence: 16,
  set: 17,
  utcTime: 23,
  generalizedTime: 24,
} as const

function expectTag(node: Asn1Node, ...tags: number[]): void {
  if (node.tagClass !== 1 || !tags.includes(node.tag)) throw new CheckFailure('format', 'ASN1_UNEXPECTED')
}

/** Far longer than any in use; its arcs are numbers of any size, which cost more the longer they are. */
const LONGEST_OID = 128

/** An object identifier in dots. @throws CheckFailure `format` */
export function oidOf(node: Asn1Node): string {
  expectTag(node, TAG.oid)
  if (node.content.byteLength > LONGEST_OID) throw new CheckFailure('format', 'ASN1_UNEXPECTED')
  const arcs: bigint[] = []
  let arc = 0n
  for (const byte of node.content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    if (byte >= 0x80) continue
    arcs.push(arc)
    arc = 0n
  }
  const [first = 0n, ...rest] = arcs
  const root = first < 80n ? first / 40n : 2n
  return [root, first - root * 40n, ...rest].join('.')
}

/** An octet string's bytes, also when BER wrote it in pieces. @throws CheckFailure `format` */
export function octetsOf(node: Asn1Node): Uint8Array {
  expectTag(node, TAG.octetString)
  return node.constructed ? Buffer.concat(node.children.map(octetsOf)) : node.content
}

/** A bit string's bytes (unused bits are not cut). */
export function bitsOf(node: Asn1Node): Uint8Array {
  expectTag(node, TAG.bitString)
  return node.constructed ? Buffer.concat(node.children.map(bitsOf)) : node.content.subarray(1)
}

/** An integer as lower-case hexadecimal without leading zeros, like X509Certificate's serial numbers. */
export function integerHex(node: Asn1Node): string {
  expectTag(node, TAG.integer, TAG.enumerated)
  return Buffer.from(node.content)
    .toString('hex')
    .replace(/^0+(?=.)/, '')
}

/** A UTCTime or GeneralizedTime. @throws CheckFailure `format` */
export function timeOf(node: Asn1Node): Date {
  expectTag(node, TAG.utcTime, TAG.generalizedTime)
  const written = Buffer.from(node.content).toString('latin1')
  const short = node.tag === TAG.utcTime
  const match = (short ? /^(\d\d)(\d{10})Z$/ : /^(\d{4})(\d{10})(\.\d+)?Z$/).exec(written)
  if (match === null) throw new CheckFailure('format', 'ASN1_UNEXPECTED')
  const [, start = '', rest = '', fraction = ''] = match
  const year = short ? Number(start) + (Number(start) < 50 ? 2000 : 1900) : Number(start)
  const [month, day, hour, minute, second] = rest.match(/\d\d/g) ?? []
  const time = new Date(
    `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`,
  )
  if (Number.isNaN(time.getTime())) throw new CheckFailure('format', 'ASN1_UNEXPECTED')
  return time
}

/** Writes one element around contents, with a definite length. */
export function encodeAsn1(firstByte: number, content: Uint8Array): Buffer {
  const size = content.byteLength
  const digits = size.toString(16)
  const long = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
  const length = size < 128 ? Buffer.from([size]) : Buffer.from([0x80 | long.byteLength, ...long])
  return Buffer.concat([Buffer.from([firstByte]), length, content])
}
