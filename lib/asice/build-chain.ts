import type { Certificate } from './certificate'
import { LIMITS } from './limits'
import type { ChainReason } from './remark-codes'
import { weaknessOfKey } from './verify-signature-value'

/**
 * A way from a certificate to an anchor. `path` starts with the certificate; with `state` `no-chain` it goes as far as
 * the certificates at hand do.
 */
export type Chain = {
  state: 'trusted' | 'no-chain' | 'not-valid-then' | 'not-allowed'
  path: Certificate[]
  anchor: Certificate | null
  /** The certificate and the reason, for `not-valid-then` and `not-allowed`. */
  reason: { code: ChainReason; subject: string } | null
  /** Weak algorithms below the anchor, in words. */
  weaknesses: string[]
}

/** The certificates of one container and the anchors of one check. */
export type CertificatePool = { anchors: Certificate[]; others: Certificate[] }

/**
 * Finds a chain that holds at an instant (RFC 5280, 6.1: signatures, names, validity, basicConstraints, keyUsage, path
 * length, critical extensions). Policies and name constraints are not applied: a critical one is a reason to refuse.
 * The certificate may itself be an anchor. Of several chains the first that holds is taken, else the first that
 * reaches an anchor, else the longest.
 */
export function buildChain(certificate: Certificate, pool: CertificatePool, at: Date): Chain {
  let best: Chain = { state: 'no-chain', path: [certificate], anchor: null, reason: null, weaknesses: [] }
  // A pool made for it could have exponentially many paths: the number of signatures tried is bounded.
  const budget = { left: 200 }
  const isAnchor = (candidate: Certificate) =>
    pool.anchors.some((anchor) => anchor.sha256 === candidate.sha256)

  const walk = (path: Certificate[]): Chain | null => {
    const last = path[path.length - 1]
    if (last === undefined) return null
    if (isAnchor(last)) {
      const chain = judgePath(path, at)
      if (chain.state === 'trusted') return chain
      if (best.anchor === null) best = chain
      return null
    }
    if (best.anchor === null && path.length > best.path.length) best = { ...best, path }
    if (path.length >= LIMITS.chainLength) return null
    for (const issuer of [...pool.anchors, ...pool.others]) {
      if (path.some((seen) => seen.sha256 === issuer.sha256) || !isIssuedBy(last, issuer, budget)) continue
      const chain = walk([...path, issuer])
      if (chain !== null) return chain
    }
    return null
  }
  return walk([certificate]) ?? best
}

/** Whether a certificate was signed by the key of another that may do so. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate, budget = { left: 1 }): boolean {
  if (budget.left <= 0 || !certificate.x509.checkIssued(issuer.x509)) return false
  if (!issuer.isAuthority && !issuer.isFirstVersion) return false
  budget.left -= 1
  if (issuer.publicKey === null) return false
  try {
    return certificate.x509.verify(issuer.publicKey)
  } catch {
    return false
  }
}

function judgePath(path: Certificate[], at: Date): Chain {
  const anchor = path[path.length - 1] ?? null
  const chain: Chain = { state: 'trusted', path, anchor, reason: null, weaknesses: weaknessesOf(path) }
  for (const [depth, certificate] of path.entries()) {
    const reason = (code: ChainReason) => ({
      code,
      subject: certificate.x509.subject.split('\n').pop() ?? '',
    })
    if (certificate.unknownCritical.length > 0)
      return { ...chain, state: 'not-allowed', reason: reason('UNKNOWN_CRITICAL_EXTENSION') }
    if (depth === 0) continue
    // Version 1 has no extensions: only an anchor, which somebody chose, may be one.
    if (!certificate.isAuthority && !(certificate.isFirstVersion && certificate === anchor))
      return { ...chain, state: 'not-allowed', reason: reason('NOT_AN_AUTHORITY') }
    if (certificate.keyUsage?.signsCertificates === false)
      return { ...chain, state: 'not-allowed', reason: reason('NOT_AN_AUTHORITY') }
    if (certificate.pathLength !== null && depth - 1 > certificate.pathLength)
      return { ...chain, state: 'not-allowed', reason: reason('PATH_TOO_LONG') }
  }
  const outside = path.find(({ validFrom, validTo }) => at < validFrom || at > validTo)
  if (outside === undefined) return chain
  const code = at < outside.validFrom ? 'NOT_YET_VALID' : 'EXPIRED'
  const subject = outside.x509.subject.split('\n').pop() ?? ''
  return { ...chain, state: 'not-valid-then', reason: { code, subject } }
}

/** The anchor's own signature proves nothing and is not judged; its key is. */
function weaknessesOf(path: Certificate[]): string[] {
  return path.flatMap((certificate, depth) => {
    const found: string[] = []
    const weakness = certificate.publicKey === null ? null : weaknessOfKey(certificate.publicKey)
    if (weakness !== null) found.push(weakness)
    const algorithm = certificate.signatureAlgorithm
    const signed = depth < path.length - 1
    if (signed && algorithm !== null && algorithm.scheme !== 'eddsa' && algorithm.digest.weak)
      found.push(algorithm.digest.name.toUpperCase())
    return found
  })
}
