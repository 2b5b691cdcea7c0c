import { createHash } from 'node:crypto'
import {
  type Asn1Node,
  bitsOf,
  childAt,
  contextChild,
  integerHex,
  octetsOf,
  oidOf,
  readAsn1,
  TAG,
  timeOf,
} from './asn1-node'
import { buildChain, type CertificatePool, isIssuedBy } from './build-chain'
import { type Certificate, EXTENDED_KEY_USAGE, readCertificate } from './certificate'
import type { Note, RevocationReport } from './container-report'
import { digestByOid, digestOf } from './digest-algorithm'
import { LIMITS } from './limits'
import { signatureAlgorithmOfAsn1 } from './signature-algorithm'
import { verifySignatureValue, weaknessOfKey } from './verify-signature-value'

/** A BasicOCSPResponse whose signature and responder hold (RFC 6960). */
type OcspAnswer = { producedAt: Date; responder: Certificate; certificates: SingleAnswer[] }

type SingleAnswer = {
  certId: Asn1Node
  state: 'good' | 'revoked' | 'unknown'
  revokedAt: Date | null
  thisUpdate: Date
  nextUpdate: Date | null
}

export const REVOCATION_NOT_CHECKED: RevocationReport = {
  state: 'not-checked',
  source: null,
  producedAt: null,
  responder: null,
  revokedAt: null,
}

const DAY_MS = 24 * 3_600_000

/**
 * Whether a certificate was revoked at an instant, from the OCSP answers that lie in the container. Nothing is asked
 * for over the network. `revoked` weighs more than `good`, the latest more than older ones.
 *
 * @param responses OCSPResponse or BasicOCSPResponse, each DER
 * @param at the instant that counts; an older answer counts only until its next update, or for a day
 */
export function checkRevocation(
  certificate: Certificate,
  issuer: Certificate,
  responses: Uint8Array[],
  pool: CertificatePool,
  at: Date,
): { revocation: RevocationReport; warnings: Note[] } {
  const warnings: Note[] = []
  let revocation = REVOCATION_NOT_CHECKED
  for (const response of responses) {
    const answer = readTrustedAnswer(response, issuer, pool)
    if (answer === null) {
      warnings.push({ code: 'OCSP_NOT_USABLE', values: {} })
      continue
    }
    for (const single of answer.certificates) {
      if (!isAbout(single.certId, certificate, issuer)) continue
      if (single.state === 'good' && !isFresh(single, at)) {
        warnings.push({ code: 'OCSP_TOO_OLD', values: { at: single.thisUpdate.toISOString() } })
        continue
      }
      const found: RevocationReport = {
        state: single.state,
        source: 'ocsp',
        producedAt: answer.producedAt.toISOString(),
        responder: answer.responder.x509.subject.split('\n').reverse().join(', '),
        revokedAt: single.revokedAt?.toISOString() ?? null,
      }
      if (isStronger(found, revocation)) revocation = found
    }
  }
  return { revocation, warnings }
}

function isStronger(found: RevocationReport, known: RevocationReport): boolean {
  const rank = { revoked: 4, good: 3, unknown: 2, 'not-needed': 1, 'not-checked': 0 }
  if (rank[found.state] !== rank[known.state]) return rank[found.state] > rank[known.state]
  return (found.producedAt ?? '') > (known.producedAt ?? '')
}

function isFresh(single: SingleAnswer, at: Date): boolean {
  if (single.thisUpdate >= at) return true
  const until = Math.max(single.nextUpdate?.getTime() ?? 0, single.thisUpdate.getTime() + DAY_MS)
  return at.getTime() <= until
}

/** Null when the answer is malformed, an error, badly signed or of a responder who may not speak for the issuer. */
function readTrustedAnswer(der: Uint8Array, issuer: Certificate, pool: CertificatePool): OcspAnswer | null {
  try {
    const basic = basicResponse(readAsn1(der))
    if (basic === null) return null
    const data = childAt(basic, 0, TAG.sequence)
    const fields = data.children.filter((child) => !(child.tagClass === 3 && child.tag === 0))
    const [responderId, producedAtNode, responses] = fields
    if (responderId === undefined || producedAtNode === undefined || responses === undefined) return null
    const producedAt = timeOf(producedAtNode)
    const own = (contextChild(basic, 0)?.children[0]?.children ?? [])
      .slice(0, LIMITS.certificates)
      .map((certificate) => readCertificate(certificate.raw))
      .filter((certificate) => certificate !== null)
    const known = { anchors: pool.anchors, others: [...own, ...pool.others] }
    const responder = [issuer, ...known.others, ...known.anchors].find((candidate) =>
      isResponder(candidate, responderId),
    )
    if (responder === undefined || !maySpeakFor(responder, issuer, known, producedAt)) return null
    const algorithm = signatureAlgorithmOfAsn1(childAt(basic, 1, TAG.sequence), null)
    if (algorithm.scheme !== 'eddsa' && algorithm.digest.weak) return null
    const value = bitsOf(childAt(basic, 2, TAG.bitString))
    if (responder.publicKey === null) return null
    if (!verifySignatureValue(responder.publicKey, algorithm, data.raw, value, 'der')) return null
    return { producedAt, responder, certificates: responses.children.map(readSingle) }
  } catch {
    return null
  }
}

/** An OCSPResponse holds the basic one as octets; CAdES puts the basic one itself. */
function basicResponse(response: Asn1Node): Asn1Node | null {
  const first = childAt(response, 0)
  if (first.tag !== TAG.enumerated || first.tagClass !== 1) return response
  const bytes = contextChild(response, 0)?.children[0]
  if (integerHex(first) !== '0' || bytes === undefined) return null
  return oidOf(childAt(bytes, 0)) === '1.3.6.1.5.5.7.48.1.1' ? readAsn1(octetsOf(childAt(bytes, 1))) : null
}

/** ResponderID: [1] the subject's name, [2] the SHA-1 of the key. */
function isResponder(certificate: Certificate, id: Asn1Node): boolean {
  const inner = id.children[0]
  if (inner === undefined) return false
  if (id.tag === 1) return Buffer.from(inner.raw).equals(certificate.subjectRaw)
  return createHash('sha1').update(certificate.keyBits).digest().equals(octetsOf(inner))
}

/**
 * The issuer itself, or a responder with the purpose OCSPSigning that the issuer or an anchor answers for: national
 * responders do not always hang under the authority they speak for.
 */
function maySpeakFor(responder: Certificate, issuer: Certificate, pool: CertificatePool, at: Date): boolean {
  if (responder.publicKey === null || weaknessOfKey(responder.publicKey) !== null) return false
  if (responder.sha256 === issuer.sha256) return true
  if (responder.extendedKeyUsage?.purposes.includes(EXTENDED_KEY_USAGE.ocspSigning) !== true) return false
  if (at < responder.validFrom || at > responder.validTo) return false
  return isIssuedBy(responder, issuer) || buildChain(responder, pool, at).state === 'trusted'
}

function readSingle(single: Asn1Node): SingleAnswer {
  const status = childAt(single, 1)
  const [revokedAt] = status.children
  const nextUpdate = contextChild({ ...single, children: single.children.slice(3) }, 0)?.children[0]
  return {
    certId: childAt(single, 0, TAG.sequence),
    state: status.tag === 0 ? 'good' : status.tag === 1 ? 'revoked' : 'unknown',
    revokedAt: status.tag === 1 && revokedAt !== undefined ? timeOf(revokedAt) : null,
    thisUpdate: timeOf(childAt(single, 2, TAG.generalizedTime)),
    nextUpdate: nextUpdate === undefined ? null : timeOf(nextUpdate),
  }
}

/** CertID: the hashes of the issuer's name and key, and the serial number. */
function isAbout(certId: Asn1Node, certificate: Certificate, issuer: Certificate): boolean {
  const digest = digestByOid(oidOf(childAt(childAt(certId, 0), 0)))
  return (
    integerHex(childAt(certId, 3)) === certificate.serial &&
    digestOf(digest, certificate.issuerRaw).equals(octetsOf(childAt(certId, 1))) &&
    digestOf(digest, issuer.keyBits).equals(octetsOf(childAt(certId, 2)))
  )
}
