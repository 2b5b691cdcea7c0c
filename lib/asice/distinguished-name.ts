import { type Asn1Node, childAt, oidOf, readAsn1 } from './asn1-node'

const BMP_STRING = 30

/**
 * Whether two DER names say the same: signers write names anew with another string type, case or blanks than the
 * certificate has (RFC 5280, 7.1, in the part that matters here).
 */
export function isSameName(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other) || nameParts(one) === nameParts(other)
}

function nameParts(name: Uint8Array): string {
  return JSON.stringify(
    readAsn1(name).children.map((relative) =>
      relative.children
        .map((pair) => [oidOf(childAt(pair, 0)), stringOf(childAt(pair, 1))])
        .sort(([first = ''], [second = '']) => first.localeCompare(second)),
    ),
  )
}

function stringOf(node: Asn1Node): string {
  const bytes = Buffer.from(node.content)
  const written =
    node.tag === BMP_STRING && bytes.byteLength % 2 === 0
      ? bytes.swap16().toString('utf16le')
      : bytes.toString('utf8')
  return written.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}
