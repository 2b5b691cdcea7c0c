import { type Asn1Node, childAt, contextChild, integerHex, oidOf } from './asn1-node'
import { CheckFailure } from './check-failure'
import { type DigestAlgorithm, digestByName, digestByOid, digestByUri } from './digest-algorithm'
import { attribute, onlyChild, text, XMLDSIG, type XmlElement } from './xml-document'

/** How a signature value was made. `saltLength` in bytes, for RSA-PSS only. */
export type SignatureAlgorithm =
  | { scheme: 'rsa-pkcs1' | 'ecdsa'; digest: DigestAlgorithm }
  | { scheme: 'rsa-pss'; digest: DigestAlgorithm; saltLength: number }
  | { scheme: 'eddsa' }

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#'
const MORE_2021 = 'http://www.w3.org/2021/04/xmldsig-more#'

/** Reads `ds:SignatureMethod` (XML-DSig 1.1, RFC 9231). @throws CheckFailure `unsupported` for what is not there */
export function signatureAlgorithmOfXml(method: XmlElement): SignatureAlgorithm {
  const uri = attribute(method, 'Algorithm') ?? ''
  if (uri === `${MORE_2007}rsa-pss`) return pssOfXml(method)
  if (uri === `${MORE_2021}eddsa-ed25519` || uri === `${MORE_2021}eddsa-ed448`) return { scheme: 'eddsa' }
  const name = [XMLDSIG, MORE, MORE_2007, MORE_2021]
    .filter((namespace) => uri.startsWith(namespace))
    .map((namespace) => uri.slice(namespace.length))[0]
  const plain = /^(rsa|ecdsa)-(md5|sha1|sha224|sha256|sha384|sha512|sha3-(?:224|256|384|512))$/.exec(
    name ?? '',
  )
  if (plain !== null)
    return { scheme: plain[1] === 'rsa' ? 'rsa-pkcs1' : 'ecdsa', digest: digestByName(plain[2] ?? '') }
  const pss = /^(sha1|sha224|sha256|sha384|sha512|sha3-(?:224|256|384|512))-rsa-MGF1$/.exec(name ?? '')
  if (pss === null) throw unsupported(uri)
  const digest = digestByName(pss[1] ?? '')
  return { scheme: 'rsa-pss', digest, saltLength: digest.size }
}

/** RSAPSSParams of RFC 6931, 2.3.9; whatever is left out has its default there (SHA-256). */
function pssOfXml(method: XmlElement): SignatureAlgorithm {
  const namespace = MORE_2007
  const params = onlyChild(method, 'RSAPSSParams', namespace)
  const digestUri = (parent: XmlElement | null) => {
    const element = parent === null ? null : onlyChild(parent, 'DigestMethod', XMLDSIG)
    return element === null ? null : attribute(element, 'Algorithm')
  }
  const sha256 = digestByName('sha256')
  if (params === null) return { scheme: 'rsa-pss', digest: sha256, saltLength: sha256.size }
  const uri = digestUri(params)
  const digest = uri === null ? sha256 : digestByUri(uri)
  const mask = onlyChild(params, 'MaskGenerationFunction', namespace)
  const maskUri = digestUri(mask)
  const maskDigest = mask === null ? digest : maskUri === null ? sha256 : digestByUri(maskUri)
  const salt = text(onlyChild(params, 'SaltLength', namespace))
  const trailer = text(onlyChild(params, 'TrailerField', namespace))
  if (maskDigest.name !== digest.name || (trailer !== '' && trailer !== '1') || !/^\d{0,4}$/.test(salt))
    throw unsupported('RSA-PSS parameters')
  return { scheme: 'rsa-pss', digest, saltLength: salt === '' ? digest.size : Number(salt) }
}

const RSA = '1.2.840.113549.1.1.'
const RSA_DIGESTS: Record<string, string> = {
  [`${RSA}4`]: 'md5',
  [`${RSA}5`]: 'sha1',
  [`${RSA}14`]: 'sha224',
  [`${RSA}11`]: 'sha256',
  [`${RSA}12`]: 'sha384',
  [`${RSA}13`]: 'sha512',
  '2.16.840.1.101.3.4.3.13': 'sha3-224',
  '2.16.840.1.101.3.4.3.14': 'sha3-256',
  '2.16.840.1.101.3.4.3.15': 'sha3-384',
  '2.16.840.1.101.3.4.3.16': 'sha3-512',
}
const ECDSA_DIGESTS: Record<string, string> = {
  '1.2.840.10045.4.1': 'sha1',
  '1.2.840.10045.4.3.1': 'sha224',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '2.16.840.1.101.3.4.3.9': 'sha3-224',
  '2.16.840.1.101.3.4.3.10': 'sha3-256',
  '2.16.840.1.101.3.4.3.11': 'sha3-384',
  '2.16.840.1.101.3.4.3.12': 'sha3-512',
}

/**
 * Reads an AlgorithmIdentifier of CMS, OCSP or X.509.
 *
 * @param digest the signer's digest, for identifiers that name only the kind of key
 * @throws CheckFailure `unsupported`
 */
export function signatureAlgorithmOfAsn1(
  identifier: Asn1Node,
  digest: DigestAlgorithm | null,
): SignatureAlgorithm {
  const oid = oidOf(childAt(identifier, 0))
  const rsa = RSA_DIGESTS[oid]
  const ecdsa = ECDSA_DIGESTS[oid]
  if (rsa !== undefined) return { scheme: 'rsa-pkcs1', digest: digestByName(rsa) }
  if (ecdsa !== undefined) return { scheme: 'ecdsa', digest: digestByName(ecdsa) }
  if (oid === `${RSA}1` && digest !== null) return { scheme: 'rsa-pkcs1', digest }
  if (oid === '1.2.840.10045.2.1' && digest !== null) return { scheme: 'ecdsa', digest }
  if (oid === `${RSA}10`) return pssOfAsn1(identifier.children[1])
  if (oid === '1.3.101.112' || oid === '1.3.101.113') return { scheme: 'eddsa' }
  throw unsupported(oid)
}

/** RSASSA-PSS-params of RFC 4055; whatever is left out is SHA-1 with a salt of 20 bytes. */
function pssOfAsn1(params: Asn1Node | undefined): SignatureAlgorithm {
  const field = (tag: number) => (params === undefined ? undefined : contextChild(params, tag)?.children[0])
  const hash = field(0)
  const digest = hash === undefined ? digestByName('sha1') : digestByOid(oidOf(childAt(hash, 0)))
  const mask = field(1)
  const maskDigest =
    mask === undefined ? digestByName('sha1') : digestByOid(oidOf(childAt(childAt(mask, 1), 0)))
  const isMgf1 = mask === undefined || oidOf(childAt(mask, 0)) === `${RSA}8`
  const salt = field(2)
  const trailer = field(3)
  if (!isMgf1 || maskDigest.name !== digest.name || (trailer !== undefined && integerHex(trailer) !== '1'))
    throw unsupported('RSA-PSS parameters')
  return {
    scheme: 'rsa-pss',
    digest,
    saltLength: salt === undefined ? 20 : Number.parseInt(integerHex(salt), 16),
  }
}

/** The name a reader knows, like `RSA-PSS with SHA-256`. */
export function signatureAlgorithmName(algorithm: SignatureAlgorithm): string {
  const scheme = { 'rsa-pkcs1': 'RSA', 'rsa-pss': 'RSA-PSS', ecdsa: 'ECDSA', eddsa: 'EdDSA' }[
    algorithm.scheme
  ]
  return algorithm.scheme === 'eddsa' ? scheme : `${scheme} with ${algorithm.digest.name.toUpperCase()}`
}

function unsupported(algorithm: string): CheckFailure {
  return new CheckFailure('unsupported', 'SIGNATURE_ALGORITHM_UNSUPPORTED', {
    algorithm: algorithm.slice(0, 120),
  })
}
