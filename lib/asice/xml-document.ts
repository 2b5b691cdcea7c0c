import {
  type XmlAttribute,
  XmlC14NMode,
  XmlDocument,
  XmlElement,
  type XmlNode,
  XmlTreeNode,
} from 'libxml2-wasm'
import { CheckFailure } from './check-failure'
import { LIMITS } from './limits'

export type { XmlDocument, XmlElement } from 'libxml2-wasm'

export const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#'

const ENCODINGS = ['utf-8', 'utf8', 'us-ascii', 'ascii', 'iso-8859-1']

/**
 * Parses XML from a stranger. libxml2 loads nothing from outside here (no file system or network is given to it) and
 * stops at 256 levels and at 10 MB of text.
 *
 * @throws CheckFailure `unsupported` for a DOCTYPE, an encoding that hides markup from the eye, or too many bytes;
 * `format` for what is not well-formed
 */
export function parseXml(bytes: Uint8Array): XmlDocument {
  if (bytes.byteLength > LIMITS.xmlSize) throw new CheckFailure('unsupported', 'XML_TOO_LARGE')
  if (bytes.byteLength === 0) throw new CheckFailure('format', 'XML_MALFORMED')
  if (bytes.subarray(0, 4).includes(0) || bytes[0] === 0xfe || bytes[0] === 0xff)
    throw new CheckFailure('unsupported', 'XML_ENCODING', { encoding: 'UTF-16 or UTF-32' })
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (content.includes('<!DOCTYPE') || content.includes('<!ENTITY'))
    throw new CheckFailure('unsupported', 'XML_DOCTYPE')
  const document = parse(bytes)
  const encoding = document.encoding ?? 'utf-8'
  if (document.dtd === null && ENCODINGS.includes(encoding.toLowerCase())) return document
  const failure =
    document.dtd === null
      ? new CheckFailure('unsupported', 'XML_ENCODING', { encoding: encoding.slice(0, 40) })
      : new CheckFailure('unsupported', 'XML_DOCTYPE')
  document.dispose()
  throw failure
}

function parse(bytes: Uint8Array): XmlDocument {
  try {
    return XmlDocument.fromBuffer(bytes)
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    throw /XML_PARSE_HUGE|excessive|too (?:long|big|large)/i.test(message)
      ? new CheckFailure('unsupported', 'XML_TOO_LARGE')
      : new CheckFailure('format', 'XML_MALFORMED')
  }
}

/** The child elements, in document order. */
export function childElements(element: XmlElement): XmlElement[] {
  const children: XmlElement[] = []
  let child: XmlNode | null = element.firstChild
  while (child !== null) {
    if (child instanceof XmlElement) children.push(child)
    // libxml2-wasm knows no way on from a processing instruction; what stands behind it must not be overlooked.
    if (!(child instanceof XmlTreeNode))
      return element.find('*').filter((found) => found instanceof XmlElement)
    child = child.next
  }
  return children
}

/** The child elements of a local name, in a namespace that is given or matched by its beginning (`http://…/*`). */
export function childrenNamed(element: XmlElement, name: string, namespace: string): XmlElement[] {
  return childElements(element).filter((child) => child.name === name && isIn(child, namespace))
}

/** The only child of that name, null when there is none. @throws CheckFailure `format` when there are several */
export function onlyChild(element: XmlElement, name: string, namespace: string): XmlElement | null {
  const children = childrenNamed(element, name, namespace)
  if (children.length > 1) throw new CheckFailure('format', 'ELEMENT_TWICE', { name })
  return children[0] ?? null
}

/** An attribute without namespace, null when absent. */
export function attribute(element: XmlElement, name: string): string | null {
  const found = element.attrs.find((candidate: XmlAttribute) => candidate.name === name && !candidate.prefix)
  return found?.value ?? null
}

/** The text of an element without the blanks around it. */
export function text(element: XmlElement | null): string {
  return element === null ? '' : element.content.trim()
}

/**
 * Bytes written in base64, blanks allowed. Only the canonical writing counts: otherwise bits could be flipped that
 * nobody reads.
 *
 * @throws CheckFailure `format`
 */
export function base64Bytes(value: string): Buffer {
  const compact = value.replace(/[\t\n\r ]+/g, '')
  const bytes = Buffer.from(compact, 'base64')
  if (compact === '' || bytes.toString('base64') !== compact)
    throw new CheckFailure('format', 'BASE64_MALFORMED')
  return bytes
}

function isIn(element: XmlElement, namespace: string): boolean {
  return namespace.endsWith('*')
    ? element.namespaceUri.startsWith(namespace.slice(0, -1))
    : element.namespaceUri === namespace
}

type Canonicalization = { mode: (typeof XmlC14NMode)[keyof typeof XmlC14NMode]; withComments: boolean }

const CANONICALIZATIONS: Record<string, Canonicalization> = {
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { mode: XmlC14NMode.XML_C14N_1_0, withComments: false },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments': {
    mode: XmlC14NMode.XML_C14N_1_0,
    withComments: true,
  },
  'http://www.w3.org/2001/10/xml-exc-c14n#': {
    mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
    withComments: false,
  },
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments': {
    mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
    withComments: true,
  },
  'http://www.w3.org/2006/12/xml-c14n11': { mode: XmlC14NMode.XML_C14N_1_1, withComments: false },
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': { mode: XmlC14NMode.XML_C14N_1_1, withComments: true },
}

/** What XML-DSig canonicalises with when nothing is said (XML-DSig 1.1, 4.4.3.2). */
export const DEFAULT_CANONICALIZATION = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'

/** Whether the algorithm is one of the six that may stand in a signature here. */
export function isCanonicalization(algorithm: string): boolean {
  return Object.hasOwn(CANONICALIZATIONS, algorithm)
}

/**
 * The canonical bytes of an element with all below it, or of a whole document.
 *
 * @param method the element that names the algorithm (`CanonicalizationMethod`, `Transform`), null for the default
 * @throws CheckFailure `unsupported` for an algorithm outside the six, or XML that has no canonical form
 */
export function canonicalize(
  document: XmlDocument,
  element: XmlElement | null,
  method: XmlElement | null,
  options: { dropComments?: boolean } = {},
): Buffer {
  const algorithm = method === null ? DEFAULT_CANONICALIZATION : (attribute(method, 'Algorithm') ?? '')
  const found = isCanonicalization(algorithm) ? CANONICALIZATIONS[algorithm] : undefined
  if (found === undefined)
    throw new CheckFailure('unsupported', 'CANONICALIZATION_UNSUPPORTED', {
      algorithm: algorithm.slice(0, 120),
    })
  const prefixes = method === null ? [] : inclusivePrefixes(method)
  const chunks: Buffer[] = []
  try {
    document.canonicalize(
      {
        write(chunk: Uint8Array) {
          chunks.push(Buffer.from(chunk))
          return chunk.byteLength
        },
        close: () => true,
      },
      {
        mode: found.mode,
        withComments: found.withComments && options.dropComments !== true,
        ...(prefixes.length > 0 ? { inclusiveNamespacePrefixes: prefixes } : {}),
        ...(element === null ? {} : { nodeSet: new Set([element]) }),
      },
    )
  } catch {
    // A namespace that is no absolute URI has no canonical form (Canonical XML, 1.3).
    throw new CheckFailure('unsupported', 'CANONICALIZATION_FAILED')
  }
  return Buffer.concat(chunks)
}

function inclusivePrefixes(method: XmlElement): string[] {
  const list = onlyChild(method, 'InclusiveNamespaces', 'http://www.w3.org/2001/10/xml-exc-c14n#')
  const unknown = childElements(method).some((child) => list === null || !child.isSameNode(list))
  if (unknown)
    throw new CheckFailure('unsupported', 'CANONICALIZATION_UNSUPPORTED', { algorithm: 'parameters' })
  return list === null
    ? []
    : (attribute(list, 'PrefixList') ?? '').split(/\s+/).filter((prefix) => prefix !== '')
}
